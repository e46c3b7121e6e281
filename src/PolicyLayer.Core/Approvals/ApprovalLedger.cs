namespace PolicyLayer.Core.Approvals;

/// <summary>Asks an <see cref="IApprovalStore"/> within a bounded time. <see langword="null"/> means that the store failed.</summary>
internal sealed class ApprovalLedger(IApprovalStore store, TimeSpan timeout, TimeProvider timeProvider)
{
    /// <summary>One with a timeout that a host has chosen, or that of the options by default.</summary>
    internal static ApprovalLedger Of(IApprovalStore store, TimeSpan? storeTimeout, TimeProvider timeProvider)
    {
        ArgumentNullException.ThrowIfNull(store);
        var timeout = storeTimeout ?? PolicyEvaluatorOptions.DefaultStoreTimeout;
        ArgumentOutOfRangeException.ThrowIfLessThan(timeout, PolicyEvaluatorOptions.MinStoreTimeout, nameof(storeTimeout));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(timeout, PolicyEvaluatorOptions.MaxStoreTimeout, nameof(storeTimeout));
        return new(store, timeout, timeProvider);
    }

    /// <summary>Whether a ticket waits for an answer, and is for the call with this digest.</summary>
    internal Task<bool?> IsPendingAsync(string id, string digest, CancellationToken cancellationToken) => AskAsync(
        async token => (await store.FindPendingAsync(id, token).ConfigureAwait(false))?.Digest == digest,
        cancellationToken);

    internal Task<bool?> AddAsync(ApprovalRequest request, CancellationToken cancellationToken) =>
        AskAsync(token => store.AddAsync(request, token), cancellationToken);

    internal Task<bool?> ApproveAsync(string id, string by, CancellationToken cancellationToken) =>
        AskAsync(token => store.ApproveAsync(id, by, token), cancellationToken);

    internal Task<ApprovalAnswer?> ClaimAsync(string id, string digest, CancellationToken cancellationToken) =>
        AskAsync(token => store.ClaimAsync(id, digest, token), cancellationToken);

    /// <summary>Forgets a ticket. Where that fails it stays until it expires, and is of use to nobody.</summary>
    internal Task WithdrawAsync(string id) => AskAsync(
        async token =>
        {
            await store.WithdrawAsync(id, token).ConfigureAwait(false);
            return true;
        },
        CancellationToken.None);

    private async Task<T?> AskAsync<T>(Func<CancellationToken, ValueTask<T>> ask, CancellationToken cancellationToken)
        where T : struct
    {
        using var patience = new CancellationTokenSource(timeout, timeProvider);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            // On a thread of its own: a store that blocks before it returns a task must not hold up the decision either.
            var token = either.Token;
            return await Task.Run(() => ask(token).AsTask(), token).WaitAsync(token).ConfigureAwait(false);
        }
        catch (Exception exception) when (Faults.CanBeDenied(exception))
        {
            cancellationToken.ThrowIfCancellationRequested();
            return null;
        }
    }
}
