namespace PolicyLayer.Core;

/// <summary>
/// Keeps the tickets of calls that wait for a person. A ticket is pending, then approved or rejected, once; an approved one is
/// claimed, once. From its expiry on it is nothing of these, and one that was forgotten never comes back.
/// </summary>
/// <remarks>
/// Implementations must be safe for concurrent use, and bounded. An exception denies the call, and so does an answer that comes
/// after <see cref="PolicyEvaluatorOptions.StoreTimeout"/>.
/// </remarks>
public interface IApprovalStore
{
    /// <summary>Adds a pending ticket.</summary>
    /// <param name="request">What is to be approved.</param>
    /// <param name="cancellationToken">Cancelled when nobody waits any more.</param>
    /// <returns><see langword="false"/> if it was not added: it has no id, has expired, is there already, or there is no room.</returns>
    ValueTask<bool> AddAsync(ApprovalRequest request, CancellationToken cancellationToken = default);

    /// <summary>Finds a ticket that waits for an answer.</summary>
    /// <param name="id">The ticket.</param>
    /// <param name="cancellationToken">Cancelled when nobody waits any more.</param>
    /// <returns>What is to be approved, or <see langword="null"/> if no such ticket is pending.</returns>
    ValueTask<ApprovalRequest?> FindPendingAsync(string id, CancellationToken cancellationToken = default);

    /// <summary>Lists the tickets that wait for an answer, those that expire first in front.</summary>
    /// <param name="cancellationToken">Cancelled when nobody waits any more.</param>
    /// <returns>The tickets of this moment.</returns>
    ValueTask<IReadOnlyList<ApprovalRequest>> ListPendingAsync(CancellationToken cancellationToken = default);

    /// <summary>Approves a ticket that is pending.</summary>
    /// <param name="id">The ticket.</param>
    /// <param name="by">Who approves, as the host names people.</param>
    /// <param name="cancellationToken">Cancelled when nobody waits any more.</param>
    /// <returns><see langword="false"/> if no such ticket is pending.</returns>
    ValueTask<bool> ApproveAsync(string id, string by, CancellationToken cancellationToken = default);

    /// <summary>Rejects a ticket that is pending.</summary>
    /// <param name="id">The ticket.</param>
    /// <param name="by">Who rejects, as the host names people.</param>
    /// <param name="reason">Why, in words that the agent is told.</param>
    /// <param name="cancellationToken">Cancelled when nobody waits any more.</param>
    /// <returns><see langword="false"/> if no such ticket is pending.</returns>
    ValueTask<bool> RejectAsync(string id, string by, string? reason = null, CancellationToken cancellationToken = default);

    /// <summary>Waits until a ticket is answered, or until it cannot be any more.</summary>
    /// <param name="id">The ticket.</param>
    /// <param name="cancellationToken">Gives up waiting; the ticket stays.</param>
    /// <returns>The answer; a rejection by nobody if the ticket expires, was withdrawn, claimed or forgotten, or never was.</returns>
    /// <exception cref="OperationCanceledException">The token was cancelled before there was an answer.</exception>
    ValueTask<ApprovalAnswer> WaitForAnswerAsync(string id, CancellationToken cancellationToken = default);

    /// <summary>
    /// Spends a ticket that is approved. Of any number of claims at once, one succeeds. A claim that fails changes nothing.
    /// </summary>
    /// <param name="id">The ticket.</param>
    /// <param name="digest">The digest of the call that it is to be spent on; that of the ticket must be the same.</param>
    /// <param name="cancellationToken">Cancelled when nobody waits any more.</param>
    /// <returns>The approval that this claim spent, and no other. Otherwise a rejection: that of the person who rejected the ticket, if
    /// it was for this call; else one by nobody.</returns>
    ValueTask<ApprovalAnswer> ClaimAsync(string id, string digest, CancellationToken cancellationToken = default);

    /// <summary>Forgets a ticket, whatever has become of it, because nobody will claim it any more.</summary>
    /// <param name="id">The ticket.</param>
    /// <param name="cancellationToken">Cancelled when nobody waits any more.</param>
    /// <returns>A task that ends when the ticket is forgotten. Whoever waits for its answer gets a rejection.</returns>
    ValueTask WithdrawAsync(string id, CancellationToken cancellationToken = default);
}
