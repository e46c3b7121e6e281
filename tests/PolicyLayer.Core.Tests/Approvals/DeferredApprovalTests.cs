using PolicyLayer.TestKit.Approvals;
using static PolicyLayer.Core.Tests.Approvals.ApprovalSetting;

namespace PolicyLayer.Core.Tests.Approvals;

public sealed class DeferredApprovalTests : IDisposable
{
    private readonly ApprovalSetting _setting = new();
    private readonly DeferredApproval _deferred;

    public DeferredApprovalTests() => _deferred = new(_setting.Store, _setting.Clock);

    public void Dispose() => _setting.Dispose();

    [Fact]
    public async Task A_call_that_comes_back_with_a_yes_is_admitted_once()
    {
        var ticket = await AskedAsync(Transfer());

        var admitted = await AnswerAsync(Transfer(), ticket, ApprovalAnswer.Approve("carol"));
        var again = await AnswerAsync(Transfer(), ticket, ApprovalAnswer.Approve("carol"));

        Assert.Equal((DecisionCodes.Allowed, DecisionCodes.ApprovalInvalid), (admitted.Code, again.Code));
        Assert.Equal([1], await _setting.LeftAsync("t"));
    }

    [Fact]
    public async Task A_no_is_told_with_its_reason_and_cannot_be_taken_back()
    {
        var ticket = await AskedAsync(Transfer());

        var denied = await AnswerAsync(Transfer(), ticket, ApprovalAnswer.Reject("carol", "Not today."));
        var later = await AnswerAsync(Transfer(), ticket, ApprovalAnswer.Approve("carol"));

        Assert.Equal((DecisionCodes.ApprovalInvalid, "Not today."), (denied.Code, denied.Message));
        Assert.Equal(DecisionCodes.ApprovalInvalid, later.Code);
        Assert.Equal([2], await _setting.LeftAsync("t"));
    }

    [Fact]
    public async Task Nobody_answers_for_the_ticket_of_another_call()
    {
        var ticket = await AskedAsync(Transfer());

        var denied = await AnswerAsync(Transfer("u"), ticket, ApprovalAnswer.Approve("mallory"));

        Assert.Equal(DecisionCodes.ApprovalInvalid, denied.Code);
        Assert.Equal(ticket, Assert.Single(await _setting.Store.ListPendingAsync()).Id);
    }

    [Fact]
    public async Task A_yes_that_the_store_has_already_counts()
    {
        var ticket = await AskedAsync(Transfer());
        Assert.True(await _setting.Store.ApproveAsync(ticket, "carol"));

        Assert.True((await AnswerAsync(Transfer(), ticket, ApprovalAnswer.Approve("dave"))).IsAllowed);
    }

    [Theory]
    [InlineData("carol")]
    [InlineData(null)]
    public async Task A_no_counts_also_after_a_yes_and_ends_the_ticket(string? by)
    {
        var ticket = await AskedAsync(Transfer());
        Assert.True(await _setting.Store.ApproveAsync(ticket, "carol"));

        var denied = await AnswerAsync(Transfer(), ticket, ApprovalAnswer.Reject(by, "Not today."));
        var later = await AnswerAsync(Transfer(), ticket, ApprovalAnswer.Approve("carol"));

        Assert.Equal((DecisionCodes.ApprovalInvalid, "Not today."), (denied.Code, denied.Message));
        Assert.Equal(DecisionCodes.ApprovalInvalid, later.Code);
        Assert.Equal([2], await _setting.LeftAsync("t"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_no_to_the_ticket_of_another_call_does_nothing_to_it(bool isApproved)
    {
        var ticket = await AskedAsync(Transfer());
        if (isApproved)
            Assert.True(await _setting.Store.ApproveAsync(ticket, "carol"));

        var denied = await AnswerAsync(Transfer("u"), ticket, ApprovalAnswer.Reject("mallory"));

        Assert.Equal(DecisionCodes.ApprovalInvalid, denied.Code);
        Assert.True((await AnswerAsync(Transfer(), ticket, ApprovalAnswer.Approve("carol"))).IsAllowed);
    }

    [Fact]
    public async Task A_no_counts_although_its_caller_hangs_up()
    {
        using var giveUp = new CancellationTokenSource();
        var ticket = await AskedAsync(Transfer());
        var decision = await _setting.Evaluator.EvaluateAsync(Transfer());
        await giveUp.CancelAsync();

        await _deferred.AnswerAsync(_setting.Evaluator, Transfer(), decision, ticket, ApprovalAnswer.Reject("carol"), giveUp.Token);

        Assert.Empty(await _setting.Store.ListPendingAsync());
    }

    [Fact]
    public async Task A_no_frees_the_place_of_its_ticket()
    {
        using var store = new InMemoryApprovalStore(capacity: 1, _setting.Clock);
        var deferred = new DeferredApproval(store, _setting.Clock);
        var evaluator = _setting.Evaluator;
        var asked = await deferred.AskAsync(evaluator, Transfer(), await evaluator.EvaluateAsync(Transfer()));

        await deferred.AnswerAsync(evaluator, Transfer(), asked, asked.ApprovalRequest!.Id, ApprovalAnswer.Reject("carol"));

        Assert.True(await store.AddAsync(evaluator.Evaluate(Transfer()).ApprovalRequest!));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_ticket_whose_adding_is_not_waited_for_is_withdrawn(bool isGivenUp)
    {
        using var giveUp = new CancellationTokenSource();
        var decision = _setting.Evaluator.Evaluate(Transfer());
        var added = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var store = new FaultyApprovalStore(_setting.InMemory, nameof(IApprovalStore.AddAsync), async _ =>
        {
            Assert.True(await _setting.InMemory.AddAsync(decision.ApprovalRequest!, CancellationToken.None));
            added.SetResult();
            await new TaskCompletionSource().Task;
        });
        var deferred = new DeferredApproval(store, _setting.Clock, TimeSpan.FromSeconds(5));

        var asking = deferred.AskAsync(_setting.Evaluator, Transfer(), decision, giveUp.Token).AsTask();
        await added.Task;
        if (isGivenUp)
        {
            await giveUp.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);
        }
        else
        {
            _setting.Clock.Advance(TimeSpan.FromSeconds(5));
            Assert.Equal(DecisionCodes.StoreFailed, (await asking).Code);
        }

        Assert.Empty(await _setting.InMemory.ListPendingAsync());
    }

    [Theory]
    [InlineData(0.99)]
    [InlineData(60_000.01)]
    [InlineData(-1)]
    public void A_store_timeout_out_of_its_range_is_refused_at_once(double milliseconds)
    {
        var timeout = TimeSpan.FromMilliseconds(milliseconds);
        var approver = new StoreApprover(_setting.Store);

        Assert.Throws<ArgumentOutOfRangeException>("storeTimeout", () => new DeferredApproval(_setting.Store, storeTimeout: timeout));
        Assert.Throws<ArgumentOutOfRangeException>(
            "storeTimeout", () => new ApprovalFlow(_setting.Store, approver, storeTimeout: timeout));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(60_000)]
    public void A_store_timeout_within_its_range_is_taken(int milliseconds)
    {
        var timeout = TimeSpan.FromMilliseconds(milliseconds);

        Assert.NotNull(new DeferredApproval(_setting.Store, storeTimeout: timeout));
        Assert.NotNull(new ApprovalFlow(_setting.Store, new StoreApprover(_setting.Store), storeTimeout: timeout));
    }

    [Fact]
    public async Task A_decision_that_asks_nobody_stays_as_it_is()
    {
        var decision = _setting.Evaluator.Evaluate(Transfer("nothing"));

        Assert.Equal(DecisionCodes.NotListed, (await _deferred.AskAsync(_setting.Evaluator, Transfer("nothing"), decision)).Code);
        Assert.Equal(DecisionCodes.NotListed, (await AnswerAsync(Transfer("nothing"), "ticket", ApprovalAnswer.Approve("carol"))).Code);
    }

    [Fact]
    public async Task A_store_that_is_silent_denies_in_time()
    {
        var store = new FaultyApprovalStore(_setting.InMemory, nameof(IApprovalStore.AddAsync), _ => new TaskCompletionSource().Task);
        var deferred = new DeferredApproval(store, _setting.Clock, TimeSpan.FromSeconds(5));

        var asking = deferred.AskAsync(_setting.Evaluator, Transfer(), _setting.Evaluator.Evaluate(Transfer())).AsTask();
        await store.Reached;
        _setting.Clock.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal(DecisionCodes.StoreFailed, (await asking).Code);
    }

    private async Task<string> AskedAsync(ToolCall call)
    {
        var waiting = await _deferred.AskAsync(_setting.Evaluator, call, await _setting.Evaluator.EvaluateAsync(call));
        Assert.Equal(PolicyOutcome.ApprovalRequired, waiting.Outcome);
        return waiting.ApprovalRequest!.Id;
    }

    private async Task<PolicyDecision> AnswerAsync(ToolCall call, string ticket, ApprovalAnswer answer) => await _deferred.AnswerAsync(
        _setting.Evaluator, call, await _setting.Evaluator.EvaluateAsync(call), ticket, answer);
}
