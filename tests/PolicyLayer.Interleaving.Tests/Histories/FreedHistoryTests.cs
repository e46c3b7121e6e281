using PolicyLayer.Core;
using static PolicyLayer.Core.Tests.Policies;

namespace PolicyLayer.Interleaving.Tests.Histories;

[Collection(nameof(HistoryTests))]
public sealed class FreedHistoryTests
{
    private const int Threads = 4;
    private const int Max = 5;
    private const int Grants = 3;
    private const long Window = EngineHistory.Window;

    private static readonly string[] GrantNames = [.. Enumerable.Range(0, Grants).Select(static grant => $"grant-{grant}")];

    [Theory]
    [InlineData("")]
    [InlineData(", \"increment_from\": \"args.cost\"")]
    [InlineData(", \"increment_from\": \"args.cost\", \"algorithm\": \"fixed_window\"")]
    [InlineData(", \"increment_from\": \"args.cost\", \"algorithm\": \"token_bucket\"")]
    public void Counters_that_are_made_charged_and_freed_all_the_time_lose_no_count(string limit)
    {
        var history = new EngineHistory(
            new PolicySet(WithTools($$"""{ "t": { "limits": [{ "counter": "c", "window": 1, "max": {{Max}}{{limit}} }] } }""")),
            maxCounters: Grants + 1);
        var resolved = Array.ConvertAll(GrantNames, grant => history.Evaluator.Resolve(new("server", grant)));
        var total = 0L;
        var visits = 0;

        Meetings.Run(
            Threads,
            number =>
            {
                for (var i = 0; i < 40; i++)
                {
                    var grant = Random.Shared.Next(Grants);
                    var cost = limit.Length == 0 ? 1 : Random.Shared.Next(1, 4);
                    var caller = i % 2 == 0 ? resolved[grant] : new("server", GrantNames[grant]);
                    history.CallAndMaybeGiveBack(GrantNames[grant], EngineHistory.CallOf("t", cost, caller), cost);
                    if (i % 2 == 0 && Visit(history))
                        Interlocked.Increment(ref visits);
                    if (Random.Shared.Next(30) == 0)
                        history.Clock.Advance(Window + (Window / 64));
                }
            },
            () =>
            {
                Assert.All(GrantNames, grant => Assert.True(Definition.HoldsSurely(history.KeptOf(grant), AllowedBy(limit))));
                total += history.KeptOf(GrantNames).Sum(one => one.Cost);
                history.Forget();
            });

        Assert.True(total > 0 && visits > 0, "Nobody was admitted, or no counter was freed.");
    }

    // A visitor's counter wants in, so that the closed ones of the others go; and then its own can go.
    private static bool Visit(EngineHistory history)
    {
        var caller = new CallerContext("server", $"visitor-{Random.Shared.Next(100)}");
        var decision = history.Evaluator.Evaluate(EngineHistory.CallOf("t", 1, caller));
        decision.Reservation.Complete(DispatchResult.NotDispatched);
        return decision.IsAllowed;
    }

    private static Func<long, long, long> AllowedBy(string limit) => limit switch
    {
        _ when limit.Contains("fixed", StringComparison.Ordinal) => Definition.Calendar(Max, Window),
        _ when limit.Contains("bucket", StringComparison.Ordinal) => Definition.Bucket(Max, Window),
        _ => Definition.Sliding(Max, Window),
    };
}
