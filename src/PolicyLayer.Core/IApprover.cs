namespace PolicyLayer.Core;

/// <summary>Asks a person whether a call may be dispatched. An exception is a no.</summary>
/// <remarks>Implementations must be safe for concurrent use.</remarks>
public interface IApprover
{
    /// <summary>Asks, and waits for the answer.</summary>
    /// <param name="request">What to ask.</param>
    /// <param name="cancellationToken">Cancelled when nobody waits for the answer any more: the request has expired, or the call
    /// was given up. An answer that comes later does nothing.</param>
    /// <returns>The answer.</returns>
    ValueTask<ApprovalAnswer> AskAsync(ApprovalRequest request, CancellationToken cancellationToken);
}
