using System.Text.Json;
using PolicyLayer.Core;

namespace PolicyLayer.TestKit.Approvals;

/// <summary>What an attacker tries with approvals, whichever way a person is asked. The tests of an approver inherit these.</summary>
public abstract class ApproverContract : IDisposable
{
    // What "open" would have left is what "t" has left: they share the counter, and previews consume nothing.
    private const string Tools = """
        {
          "t": { "action": "require_approval", "limits": [{ "counter": "c", "window": "day", "max": 2, "refund": "on_error" }] },
          "open": { "limits": [{ "counter": "c", "window": "day", "max": 2, "refund": "on_error" }] }
        }
        """;

    private const string Arguments = """{ "amount": 5 }""";

    private static readonly CallerContext Alice = new("server", "alice", "session-1");

    private readonly ManualTimeProvider _clock = new();
    private readonly InMemoryApprovalStore _store;
    private readonly PolicyEvaluator _evaluator;
    private readonly CancellationTokenSource _hangUp = new();
    private int _dispatched;

    protected ApproverContract()
    {
        _store = new(timeProvider: _clock);
        _evaluator = new(PoliciesOf(Tools), timeProvider: _clock, approvals: _store);
    }

    /// <summary>A person who is asked; the answer is whether it is a yes.</summary>
    /// <param name="request">What is asked.</param>
    protected delegate Task<bool> Person(ApprovalRequest request);

    public static TheoryData<string, string, string?, string> OtherCalls => new()
    {
        { "server", "alice", "session-1", """{ "amount": 6 }""" },
        { "server", "alice", "session-1", """{ "amount": 5.0 }""" },
        { "server", "alice", "session-2", Arguments },
        { "server", "alice", null, Arguments },
        { "server", "bob", "session-1", Arguments },
        { "another", "alice", "session-1", Arguments },
    };

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_call_that_waits_or_is_rejected_consumes_nothing()
    {
        long? meanwhile = null;

        var guarded = await InvokeAsync(_ =>
        {
            meanwhile = Left();
            return Task.FromResult(false);
        });

        AssertDenied(guarded.Decision);
        Assert.Equal((2, 2, 0), (meanwhile, Left(), _dispatched));
    }

    [Fact]
    public async Task An_approved_call_is_dispatched_and_charged_once_and_its_ticket_is_spent()
    {
        string ticket = "";

        var guarded = await InvokeAsync(request =>
        {
            ticket = request.Id;
            return Task.FromResult(true);
        });

        Assert.Equal((true, 1, 1), (guarded.IsDispatched, _dispatched, Left()));
        AssertDenied(await _evaluator.EvaluateApprovedAsync(Call(), ticket));
        Assert.Equal(1, Left());
    }

    [Fact]
    public async Task A_policy_that_changes_while_a_person_decides_needs_another_answer()
    {
        var guarded = await InvokeAsync(_ =>
        {
            _evaluator.Update(PoliciesOf(Tools + " "));
            return Task.FromResult(true);
        });

        AssertDenied(guarded.Decision);
        Assert.Equal((0, 2), (_dispatched, Left()));
    }

    [Theory]
    [MemberData(nameof(OtherCalls))]
    public async Task An_answer_is_for_no_other_call(string server, string grant, string? session, string arguments)
    {
        PolicyDecision stolen = default;

        var guarded = await InvokeAsync(async request =>
        {
            // The thief comes between the yes and the call that it was for.
            await _store.ApproveAsync(request.Id, "carol");
            stolen = await _evaluator.EvaluateApprovedAsync(Call(arguments, new(server, grant, session)), request.Id);
            return true;
        });

        AssertDenied(stolen);
        Assert.Equal((true, 1, 1), (guarded.IsDispatched, _dispatched, Left()));
    }

    [Fact]
    public async Task Of_those_who_claim_one_answer_at_once_one_is_admitted()
    {
        PolicyDecision[] others = [];

        var guarded = await InvokeAsync(async request =>
        {
            await _store.ApproveAsync(request.Id, "carol");
            others = await Task.WhenAll(Enumerable.Range(0, 4).Select(
                _ => Task.Run(async () => await _evaluator.EvaluateApprovedAsync(Call(), request.Id))));
            return true;
        });

        Assert.Single(others, decision => decision.IsAllowed);
        AssertDenied(guarded.Decision);
        Assert.Equal((0, 1), (_dispatched, Left()));
    }

    [Fact]
    public async Task An_answer_that_comes_with_the_expiry_is_none()
    {
        var guarded = await InvokeAsync(_ =>
        {
            _clock.Advance(TimeSpan.FromMinutes(5));
            return Task.FromResult(true);
        });

        AssertDenied(guarded.Decision);
        Assert.Equal((0, 2), (_dispatched, Left()));
    }

    [Fact]
    public async Task Hanging_up_while_a_person_decides_leaves_nothing_behind()
    {
        var asked = new TaskCompletionSource<ApprovalRequest>(TaskCreationOptions.RunContinuationsAsynchronously);
        var guarding = InvokeAsync(async request =>
        {
            asked.SetResult(request);
            return await new TaskCompletionSource<bool>().Task;
        });
        var request = await asked.Task;

        await _hangUp.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => guarding);
        Assert.False(await _store.ApproveAsync(request.Id, "carol"));
        AssertDenied(await _evaluator.EvaluateApprovedAsync(Call(), request.Id));
        Assert.Equal((0, 2), (_dispatched, Left()));
    }

    [Fact]
    public async Task Hanging_up_on_an_approved_call_gets_neither_budget_nor_ticket_back()
    {
        string ticket = "";

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => InvokeAsync(
            request =>
            {
                ticket = request.Id;
                return Task.FromResult(true);
            },
            async token =>
            {
                await _hangUp.CancelAsync();
                token.ThrowIfCancellationRequested();
                return "paid";
            }));

        Assert.Equal(1, Left());
        AssertDenied(await _evaluator.EvaluateApprovedAsync(Call(), ticket));
    }

    [Fact]
    public async Task An_error_is_refunded_once_where_the_policy_says_so_and_needs_another_answer()
    {
        string ticket = "";
        var guarded = await InvokeAsync(
            request =>
            {
                ticket = request.Id;
                return Task.FromResult(true);
            },
            _ => ValueTask.FromResult("no such account"),
            isError: _ => true);

        guarded.Decision.Reservation.Complete(DispatchResult.NotDispatched);

        Assert.Equal(2, Left());
        AssertDenied(await _evaluator.EvaluateApprovedAsync(Call(), ticket));
        Assert.Equal(2, Left());
    }

    [Fact]
    public async Task An_approved_call_whose_limits_are_used_up_leaves_no_ticket_behind_and_asks_again()
    {
        PolicyDecision[] before = [_evaluator.Evaluate(Call(tool: "open")), _evaluator.Evaluate(Call(tool: "open"))];
        string ticket = "";
        var guarded = await InvokeAsync(request =>
        {
            ticket = request.Id;
            return Task.FromResult(true);
        });
        Assert.Equal(DecisionCodes.RateLimited, guarded.Decision.Code);

        foreach (var call in before)
            call.Reservation.Complete(DispatchResult.NotDispatched);

        AssertDenied(await _evaluator.EvaluateApprovedAsync(Call(), ticket));
        Assert.True((await InvokeAsync(_ => Task.FromResult(true))).IsDispatched);
    }

    /// <summary>The approver under test, which lets a person answer.</summary>
    /// <param name="store">Where the tickets are.</param>
    /// <param name="person">Who answers.</param>
    protected abstract IApprover ApproverOf(IApprovalStore store, Person person);

    /// <summary>Frees what the suite holds.</summary>
    /// <param name="disposing">Whether it is disposed, and not finalized.</param>
    protected virtual void Dispose(bool disposing)
    {
        if (!disposing)
            return;

        _store.Dispose();
        _hangUp.Dispose();
    }

    private static PolicySet PoliciesOf(string tools) =>
        new(Policy.Parse($$"""{ "version": "1", "default": "deny", "tools": {{tools}} }"""));

    private static ToolCall Call(string arguments = Arguments, CallerContext? caller = null, string tool = "t") =>
        new(tool, JsonElement.Parse(arguments), caller ?? Alice);

    private static void AssertDenied(PolicyDecision decision) =>
        Assert.Equal((PolicyOutcome.Deny, DecisionCodes.ApprovalInvalid), (decision.Outcome, decision.Code));

    private long Left() => Assert.Single(_evaluator.Preview(Call(tool: "open")).Usage).Remaining;

    private Task<GuardedCall<string>> InvokeAsync(
        Person person, Func<CancellationToken, ValueTask<string>>? next = null, Func<string, bool>? isError = null)
    {
        var guard = new ToolCallGuard(_evaluator, new ApprovalFlow(_store, ApproverOf(_store, person), _clock));
        return guard.InvokeAsync(Call(), next ?? Dispatch, isError, _hangUp.Token).AsTask();
    }

    private ValueTask<string> Dispatch(CancellationToken cancellationToken)
    {
        _dispatched++;
        return ValueTask.FromResult("paid");
    }
}
