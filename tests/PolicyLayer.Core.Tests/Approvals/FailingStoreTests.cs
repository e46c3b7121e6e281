using PolicyLayer.TestKit.Approvals;
using static PolicyLayer.Core.Tests.Approvals.ApprovalSetting;

namespace PolicyLayer.Core.Tests.Approvals;

public sealed class FailingStoreTests : IDisposable
{
    private readonly ApprovalSetting _shared = new();

    public void Dispose() => _shared.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_store_that_fails_or_is_silent_denies_the_call_and_gives_its_limits_back(bool isSilent)
    {
        var store = new FaultyApprovalStore(_shared.InMemory, nameof(IApprovalStore.ClaimAsync), isSilent ? Silence : Failure);
        using var setting = new ApprovalSetting(store);
        var ticket = await setting.ApprovedAsync(Transfer("r"));

        var deciding = setting.Evaluator.EvaluateApprovedAsync(Transfer("r"), ticket).AsTask();
        if (isSilent)
        {
            await store.Reached;
            setting.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        var decision = await deciding;
        Assert.Equal((PolicyOutcome.Deny, DecisionCodes.StoreFailed, "(store)"), (decision.Outcome, decision.Code, decision.Rule));
        Assert.Equal([1, 1], await setting.LeftAsync("r"));
    }

    [Fact]
    public async Task A_call_that_is_given_up_while_the_store_is_silent_gives_its_limits_back()
    {
        var store = new FaultyApprovalStore(_shared.InMemory, nameof(IApprovalStore.ClaimAsync), Silence);
        using var setting = new ApprovalSetting(store);
        using var giveUp = new CancellationTokenSource();

        var deciding = setting.Evaluator.EvaluateApprovedAsync(Transfer("r"), "ticket", giveUp.Token).AsTask();
        await store.Reached;
        Assert.Equal([0, 0], await setting.LeftAsync("r"));
        await giveUp.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => deciding);
        Assert.Equal([1, 1], await setting.LeftAsync("r"));
    }

    [Theory]
    [InlineData(nameof(IApprovalStore.AddAsync), DecisionCodes.StoreFailed)]
    [InlineData(nameof(IApprovalStore.ApproveAsync), DecisionCodes.StoreFailed)]
    [InlineData(nameof(IApprovalStore.ClaimAsync), DecisionCodes.StoreFailed)]
    [InlineData(nameof(IApprovalStore.WithdrawAsync), DecisionCodes.Allowed)]
    public async Task A_guard_dispatches_only_what_the_store_has_admitted(string operation, string code)
    {
        using var setting = new ApprovalSetting(new FaultyApprovalStore(_shared.InMemory, operation, Failure));
        var approver = new CallbackApprover((_, _) => ValueTask.FromResult(ApprovalAnswer.Approve("carol")));
        var guard = new ToolCallGuard(setting.Evaluator, new ApprovalFlow(setting.Store, approver, setting.Clock));

        var guarded = await guard.InvokeAsync(Transfer(), _ => ValueTask.FromResult("done"));

        Assert.Equal((code == DecisionCodes.Allowed, code), (guarded.IsDispatched, guarded.Decision.Code));
        Assert.Equal([code == DecisionCodes.Allowed ? 1 : 2], await setting.LeftAsync("t"));
    }

    [Fact]
    public async Task A_store_that_fails_to_wait_is_a_no()
    {
        var store = new FaultyApprovalStore(_shared.InMemory, nameof(IApprovalStore.WaitForAnswerAsync), Failure);
        using var setting = new ApprovalSetting(store);
        var guard = new ToolCallGuard(setting.Evaluator, new ApprovalFlow(store, new StoreApprover(store), setting.Clock));

        var guarded = await guard.InvokeAsync(Transfer(), _ => ValueTask.FromResult("done"));

        Assert.Equal(DecisionCodes.ApprovalInvalid, guarded.Decision.Code);
        Assert.Empty(await store.ListPendingAsync());
    }

    private static Task Failure(CancellationToken cancellationToken) => throw new IOException("The store is down.");

    // Not even the token makes it answer.
    private static Task Silence(CancellationToken cancellationToken) => new TaskCompletionSource().Task;
}
