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
    public async Task An_answer_that_the_store_has_already_counts()
    {
        var ticket = await AskedAsync(Transfer());
        Assert.True(await _setting.Store.ApproveAsync(ticket, "carol"));

        Assert.True((await AnswerAsync(Transfer(), ticket, ApprovalAnswer.Reject())).IsAllowed);
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
