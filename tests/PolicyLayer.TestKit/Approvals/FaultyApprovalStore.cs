using PolicyLayer.Core;

namespace PolicyLayer.TestKit.Approvals;

/// <summary>A store of approvals, one operation of which fails in a way that a test chooses.</summary>
/// <param name="inner">The store that does the rest.</param>
/// <param name="operation">The name of the method that fails.</param>
/// <param name="fail">What it does instead.</param>
public sealed class FaultyApprovalStore(IApprovalStore inner, string operation, Func<CancellationToken, Task> fail) : IApprovalStore
{
    private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends once the operation has been asked for.</summary>
    public Task Reached => _reached.Task;

    public async ValueTask<bool> AddAsync(ApprovalRequest request, CancellationToken cancellationToken = default)
    {
        await FailAsync(nameof(AddAsync), cancellationToken);
        return await inner.AddAsync(request, cancellationToken);
    }

    public async ValueTask<ApprovalRequest?> FindPendingAsync(string id, CancellationToken cancellationToken = default)
    {
        await FailAsync(nameof(FindPendingAsync), cancellationToken);
        return await inner.FindPendingAsync(id, cancellationToken);
    }

    public ValueTask<IReadOnlyList<ApprovalRequest>> ListPendingAsync(CancellationToken cancellationToken = default) =>
        inner.ListPendingAsync(cancellationToken);

    public async ValueTask<bool> ApproveAsync(string id, string by, CancellationToken cancellationToken = default)
    {
        await FailAsync(nameof(ApproveAsync), cancellationToken);
        return await inner.ApproveAsync(id, by, cancellationToken);
    }

    public async ValueTask<bool> RejectAsync(
        string id, string by, string? reason = null, CancellationToken cancellationToken = default)
    {
        await FailAsync(nameof(RejectAsync), cancellationToken);
        return await inner.RejectAsync(id, by, reason, cancellationToken);
    }

    public async ValueTask<ApprovalAnswer> WaitForAnswerAsync(string id, CancellationToken cancellationToken = default)
    {
        await FailAsync(nameof(WaitForAnswerAsync), cancellationToken);
        return await inner.WaitForAnswerAsync(id, cancellationToken);
    }

    public async ValueTask<ApprovalAnswer> ClaimAsync(string id, string digest, CancellationToken cancellationToken = default)
    {
        await FailAsync(nameof(ClaimAsync), cancellationToken);
        return await inner.ClaimAsync(id, digest, cancellationToken);
    }

    public async ValueTask WithdrawAsync(string id, CancellationToken cancellationToken = default)
    {
        await FailAsync(nameof(WithdrawAsync), cancellationToken);
        await inner.WithdrawAsync(id, cancellationToken);
    }

    private async Task FailAsync(string asked, CancellationToken cancellationToken)
    {
        if (asked != operation)
            return;

        _reached.TrySetResult();
        await fail(cancellationToken);
    }
}
