namespace PolicyLayer.Core;

/// <summary>
/// Waits until the host answers in the store: a page of its own lists what is pending there, and approves or rejects it.
/// </summary>
/// <remarks>Safe for concurrent use.</remarks>
public sealed class StoreApprover : IApprover
{
    private readonly IApprovalStore _store;

    /// <summary>Makes an approver.</summary>
    /// <param name="store">The store of the <see cref="ApprovalFlow"/>.</param>
    public StoreApprover(IApprovalStore store)
    {
        ArgumentNullException.ThrowIfNull(store);
        _store = store;
    }

    /// <inheritdoc/>
    public ValueTask<ApprovalAnswer> AskAsync(ApprovalRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        return _store.WaitForAnswerAsync(request.Id, cancellationToken);
    }
}
