using static PolicyLayer.Core.Tests.Approvals.ApprovalSetting;

namespace PolicyLayer.Core.Tests.Approvals;

public sealed class ApprovalFlowTests : IDisposable
{
    private readonly ApprovalSetting _setting = new();
    private readonly CancellationTokenSource _giveUp = new();
    private readonly TaskCompletionSource<ApprovalRequest> _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _dispatched;

    public void Dispose()
    {
        _setting.Dispose();
        _giveUp.Dispose();
    }

    [Fact]
    public async Task A_callback_that_approves_has_the_call_dispatched_once()
    {
        var guarded = await InvokeAsync((request, _) => ValueTask.FromResult(ApprovalAnswer.Approve("carol")));

        Assert.Equal((true, 1), (guarded.IsDispatched, _dispatched));
        Assert.Equal([1], await _setting.LeftAsync("t"));
        Assert.Empty(await _setting.Store.ListPendingAsync());
    }

    [Fact]
    public async Task A_callback_is_told_what_it_approves()
    {
        var guarding = InvokeAsync(AskedForever);
        var request = await _asked.Task;

        Assert.Equal(("server", "alice", "session-1", "t"), (request.Server, request.Grant, request.Session, request.Tool));
        Assert.Equal("""{"amount":5,"to":{"bank":"b","name":"Zo\u00EB"}}""", request.Arguments);
        Assert.Equal(["/tools/t/action"], request.Rules);
        Assert.Equal(_setting.Clock.GetUtcNow() + TimeSpan.FromMinutes(5), request.ExpiresAt);
        Assert.Equal(request.Id, Assert.Single(await _setting.Store.ListPendingAsync()).Id);

        _setting.Clock.Advance(TimeSpan.FromMinutes(5));
        await guarding;
    }

    [Fact]
    public async Task A_callback_that_rejects_tells_the_agent_why()
    {
        var guarded = await InvokeAsync((_, _) => ValueTask.FromResult(ApprovalAnswer.Reject("carol", "The account is wrong.")));

        AssertNotApproved(guarded);
        Assert.Equal("The account is wrong.", guarded.Decision.Message);
        Assert.Equal([2], await _setting.LeftAsync("t"));
        Assert.Empty(await _setting.Store.ListPendingAsync());
    }

    [Theory]
    [InlineData("throws")]
    [InlineData("throws later")]
    [InlineData("gives up")]
    [InlineData("answers nothing")]
    public async Task A_callback_that_fails_is_a_no(string ending)
    {
        var guarded = await InvokeAsync(async (_, _) =>
        {
            if (ending == "throws later")
                await Task.Yield();
            return ending switch
            {
                "gives up" => throw new OperationCanceledException("The page was closed."),
                "answers nothing" => default,
                _ => throw new InvalidOperationException("Nobody is there."),
            };
        });

        AssertNotApproved(guarded);
        Assert.Equal("This call of \"t\" is not approved.", guarded.Decision.Message);
    }

    [Fact]
    public async Task Nobody_answering_until_the_expiry_is_a_no_even_if_the_callback_waits_on()
    {
        var guarding = InvokeAsync(AskedForever);
        await _asked.Task;
        Assert.False(guarding.IsCompleted);

        _setting.Clock.Advance(TimeSpan.FromMinutes(5));

        AssertNotApproved(await guarding);
        Assert.Empty(await _setting.Store.ListPendingAsync());
    }

    [Fact]
    public async Task An_answer_that_comes_too_late_does_nothing()
    {
        var guarded = await InvokeAsync((_, _) =>
        {
            _setting.Clock.SetUtcNow(_setting.Clock.GetUtcNow() + TimeSpan.FromMinutes(5));
            return ValueTask.FromResult(ApprovalAnswer.Approve("carol"));
        });

        AssertNotApproved(guarded);
        Assert.Equal([2], await _setting.LeftAsync("t"));
    }

    [Fact]
    public async Task A_call_that_is_given_up_while_a_person_is_asked_is_dropped()
    {
        var guarding = InvokeAsync(AskedForever);
        var request = await _asked.Task;

        await _giveUp.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => guarding);
        Assert.Equal(0, _dispatched);
        Assert.False(await _setting.Store.ApproveAsync(request.Id, "carol"));
        Assert.Equal([2], await _setting.LeftAsync("t"));
    }

    [Fact]
    public async Task A_person_can_approve_in_the_store()
    {
        var guarding = InvokeByStoreAsync(out var pending);

        Assert.True(await _setting.Store.ApproveAsync((await pending).Id, "carol"));

        Assert.True((await guarding).IsDispatched);
    }

    [Fact]
    public async Task A_person_can_reject_in_the_store()
    {
        var guarding = InvokeByStoreAsync(out var pending);

        Assert.True(await _setting.Store.RejectAsync((await pending).Id, "carol", "Not today."));

        var guarded = await guarding;
        AssertNotApproved(guarded);
        Assert.Equal("Not today.", guarded.Decision.Message);
    }

    [Fact]
    public async Task What_nobody_answers_in_the_store_ends_with_its_expiry()
    {
        var guarding = InvokeByStoreAsync(out var pending);
        await pending;

        _setting.Clock.Advance(TimeSpan.FromMinutes(5));

        AssertNotApproved(await guarding);
    }

    [Fact]
    public async Task The_first_answer_counts_wherever_it_comes_from()
    {
        var approvedThere = await InvokeAsync(async (request, cancellationToken) =>
        {
            await _setting.Store.ApproveAsync(request.Id, "dave", cancellationToken);
            return ApprovalAnswer.Approve("carol");
        });
        var rejectedThere = await InvokeAsync(async (request, cancellationToken) =>
        {
            await _setting.Store.RejectAsync(request.Id, "dave", cancellationToken: cancellationToken);
            return ApprovalAnswer.Approve("carol");
        });

        Assert.True(approvedThere.IsDispatched);
        AssertNotApproved(rejectedThere);
    }

    [Fact]
    public async Task The_call_is_decided_by_the_policy_of_after_the_answer()
    {
        var denied = await InvokeAsync((_, _) =>
        {
            _setting.Evaluator.Update(new PolicySet(Policies.WithTools("{}")));
            return ValueTask.FromResult(ApprovalAnswer.Approve("carol"));
        });

        Assert.Equal((false, DecisionCodes.NotListed), (denied.IsDispatched, denied.Decision.Code));
    }

    [Fact]
    public async Task Approved_calls_that_the_limits_refuse_leave_no_ticket_behind()
    {
        using var store = new InMemoryApprovalStore(capacity: 1, _setting.Clock);
        var evaluator = new PolicyEvaluator(
            new PolicySet(Policies.WithTools(Tools.Replace("\"max\": 2", "\"max\": 1", StringComparison.Ordinal))),
            timeProvider: _setting.Clock,
            approvals: store);
        var flow = new ApprovalFlow(
            store, new CallbackApprover((_, _) => ValueTask.FromResult(ApprovalAnswer.Approve("carol"))), _setting.Clock);
        var guard = new ToolCallGuard(evaluator, flow);

        List<string> codes = [];
        for (var i = 0; i < 3; i++)
            codes.Add((await guard.InvokeAsync(Transfer(), Dispatch)).Decision.Code);

        Assert.Equal([DecisionCodes.Allowed, DecisionCodes.RateLimited, DecisionCodes.RateLimited], codes);
        Assert.Equal(1, _dispatched);
        Assert.True(await store.AddAsync(evaluator.Evaluate(Transfer()).ApprovalRequest!));
    }

    [Fact]
    public async Task A_policy_that_changes_while_a_person_decides_needs_another_answer()
    {
        var guarded = await InvokeAsync((_, _) =>
        {
            _setting.Evaluator.Update(new PolicySet(Policies.WithTools(Tools + " ")));
            return ValueTask.FromResult(ApprovalAnswer.Approve("carol"));
        });

        AssertNotApproved(guarded);
    }

    [Fact]
    public async Task Without_a_flow_the_call_is_not_dispatched()
    {
        var guarded = await new ToolCallGuard(_setting.Evaluator).InvokeAsync(Transfer(), Dispatch);

        Assert.Equal((0, PolicyOutcome.ApprovalRequired), (_dispatched, guarded.Decision.Outcome));
        Assert.Empty(await _setting.Store.ListPendingAsync());
    }

    [Fact]
    public async Task Nobody_is_asked_about_arguments_that_could_be_read_in_two_ways()
    {
        var guarded = await InvokeAsync(
            (_, _) => ValueTask.FromResult(ApprovalAnswer.Approve("carol")), Transfer(arguments: """{ "a": 1, "a": 2 }"""));

        AssertNotApproved(guarded);
    }

    [Fact]
    public async Task Nobody_is_asked_where_there_is_no_room_for_a_ticket()
    {
        using var full = new InMemoryApprovalStore(capacity: 1, _setting.Clock);
        await full.AddAsync(_setting.Evaluator.Evaluate(Transfer()).ApprovalRequest!);
        var flow = new ApprovalFlow(full, new CallbackApprover((_, _) => throw new NotSupportedException()), _setting.Clock);

        var guarded = await new ToolCallGuard(_setting.Evaluator, flow).InvokeAsync(Transfer(), Dispatch);

        AssertNotApproved(guarded);
        Assert.Single(await full.ListPendingAsync());
    }

    [Fact]
    public async Task Another_decision_is_returned_as_it_is()
    {
        var flow = new ApprovalFlow(_setting.Store, new StoreApprover(_setting.Store), _setting.Clock);
        var decision = await _setting.Evaluator.EvaluateAsync(Transfer("unlisted"));

        Assert.Equal(DecisionCodes.NotListed, (await flow.AskAsync(_setting.Evaluator, Transfer("unlisted"), decision)).Code);
    }

    [Fact]
    public async Task Who_waits_is_told_every_ten_seconds_for_how_long()
    {
        using var clock = new WatchedClock(_setting.Clock, TimeSpan.FromSeconds(10));
        var reports = new WaitingReports();
        var flow = new ApprovalFlow(_setting.Store, new CallbackApprover(AskedForever), clock);
        var asking = flow.AskAsync(
            _setting.Evaluator, Transfer(), await _setting.Evaluator.EvaluateAsync(Transfer()), reports, _giveUp.Token).AsTask();

        foreach (var seconds in new[] { 10, 20, 30 })
        {
            await clock.PassAsync();
            Assert.Equal(TimeSpan.FromSeconds(seconds), await reports.NextAsync());
        }

        Assert.False(asking.IsCompleted);
        await _giveUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);
    }

    private static void AssertNotApproved(GuardedCall<string> guarded)
    {
        Assert.False(guarded.IsDispatched);
        Assert.Equal(
            (PolicyOutcome.Deny, DecisionCodes.ApprovalInvalid, "(approval)"),
            (guarded.Decision.Outcome, guarded.Decision.Code, guarded.Decision.Rule));
        Assert.Null(guarded.Decision.ApprovalRequest);
    }

    private Task<GuardedCall<string>> InvokeAsync(
        Func<ApprovalRequest, CancellationToken, ValueTask<ApprovalAnswer>> ask, ToolCall? call = null)
    {
        var flow = new ApprovalFlow(_setting.Store, new CallbackApprover(ask), _setting.Clock);
        return new ToolCallGuard(_setting.Evaluator, flow)
            .InvokeAsync(call ?? Transfer(), Dispatch, cancellationToken: _giveUp.Token).AsTask();
    }

    /// <summary>A guarded call that waits for an answer in the store, and what waits there.</summary>
    private Task<GuardedCall<string>> InvokeByStoreAsync(out Task<ApprovalRequest> pending)
    {
        pending = _asked.Task;
        var approver = new StoreApprover(_setting.Store);
        return InvokeAsync(async (request, cancellationToken) =>
        {
            var answer = approver.AskAsync(request, cancellationToken);
            _asked.TrySetResult(request);
            return await answer;
        });
    }

    // Whatever becomes of the token.
    private async ValueTask<ApprovalAnswer> AskedForever(ApprovalRequest request, CancellationToken cancellationToken)
    {
        _asked.TrySetResult(request);
        await new TaskCompletionSource().Task;
        return default;
    }

    private ValueTask<string> Dispatch(CancellationToken cancellationToken)
    {
        _dispatched++;
        return ValueTask.FromResult("done");
    }
}
