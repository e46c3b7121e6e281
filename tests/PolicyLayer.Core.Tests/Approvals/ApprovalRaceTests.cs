using PolicyLayer.TestKit;
using static PolicyLayer.Core.Tests.Approvals.ApprovalSetting;

namespace PolicyLayer.Core.Tests.Approvals;

public sealed class ApprovalRaceTests
{
    private const string Tools = """
        { "t": { "action": "require_approval", "limits": [
          { "counter": "c", "window": "day", "max": 100000, "refund": "never" },
          { "counter": "s", "window": "day", "max": 100000, "scope": "session" } ] } }
        """;

    // It stands still: a thread that has lost its core for a second must not look like a store that does not answer.
    private readonly ManualTimeProvider _clock = new();

    [Fact]
    public async Task Of_threads_with_one_approval_one_is_admitted_and_the_others_give_their_limits_back()
    {
        const int Threads = 4;
        const int Rounds = 300;
        using var store = new InMemoryApprovalStore(timeProvider: _clock);
        var evaluator = new PolicyEvaluator(new PolicySet(Policies.WithTools(Tools)), timeProvider: _clock, approvals: store);
        var ticket = await ApprovedAsync(evaluator, store);
        var admitted = 0;
        var others = 0;

        Race.Run(
            Threads,
            _ =>
            {
                var decision = evaluator.EvaluateApprovedAsync(Transfer(), ticket).AsTask().GetAwaiter().GetResult();
                if (decision.IsAllowed)
                    Interlocked.Increment(ref admitted);
                else if (decision.Code == DecisionCodes.ApprovalInvalid)
                    Interlocked.Increment(ref others);
            },
            round =>
            {
                Assert.Equal((round + 1, (round + 1) * (Threads - 1)), (admitted, others));
                ticket = ApprovedAsync(evaluator, store).GetAwaiter().GetResult();
                return round < Rounds;
            });

        // A last one, so that the usage after the races can be read.
        var last = await evaluator.EvaluateApprovedAsync(Transfer(), ticket);
        Assert.Equal([100_000 - admitted - 1, 100_000 - admitted - 1], last.Usage.Select(limit => limit.Remaining));
    }

    [Fact]
    public async Task Threads_with_an_approval_each_never_exceed_the_limit()
    {
        const int Threads = 4;
        const int Max = 2;
        using var store = new InMemoryApprovalStore(timeProvider: _clock);
        var policy = Policies.WithTools(
            """{ "t": { "action": "require_approval", "limits": [{ "counter": "c", "window": "day", "max": 2 }] } }""");
        var evaluator = new PolicyEvaluator(new PolicySet(policy), timeProvider: _clock, approvals: store);
        var tickets = await Task.WhenAll(Enumerable.Range(0, Threads).Select(_ => ApprovedAsync(evaluator, store)));
        var admitted = 0;

        Race.Run(
            Threads,
            number =>
            {
                if (evaluator.EvaluateApprovedAsync(Transfer(), tickets[number]).AsTask().GetAwaiter().GetResult().IsAllowed)
                    Interlocked.Increment(ref admitted);
            },
            _ => false);

        // What the limit refused has spent no approval.
        Assert.Equal(Max, admitted);
        var digest = evaluator.Evaluate(Transfer()).ApprovalRequest!.Digest;
        var unspent = 0;
        foreach (var ticket in tickets)
            unspent += (await store.ClaimAsync(ticket, digest)).IsApproved ? 1 : 0;
        Assert.Equal(Threads - Max, unspent);
    }

    private static async Task<string> ApprovedAsync(PolicyEvaluator evaluator, InMemoryApprovalStore store)
    {
        var request = evaluator.Evaluate(Transfer()).ApprovalRequest!;
        Assert.True(await store.AddAsync(request));
        Assert.True(await store.ApproveAsync(request.Id, "carol"));
        return request.Id;
    }
}
