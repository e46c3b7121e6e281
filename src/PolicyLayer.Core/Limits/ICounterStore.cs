namespace PolicyLayer.Core.Limits;

/// <summary>
/// Counters that live outside the process, shared by several hosts or kept over restarts. An exception, an answer that makes
/// no sense or one that comes after <see cref="PolicyEvaluatorOptions.StoreTimeout"/> denies the call.
/// </summary>
/// <remarks>Implementations must be safe for concurrent use and use a clock that all hosts of the store share.</remarks>
public interface ICounterStore
{
    /// <summary>Charges all counters of one call, or none of them if one refuses.</summary>
    /// <param name="charges">The charges, each to a different counter.</param>
    /// <param name="cancellationToken">Cancelled when nobody waits for the answer any more. A reservation that is made all the
    /// same is released as soon as the answer comes.</param>
    /// <returns>The state of every counter, and a reservation if all admitted the call.</returns>
    ValueTask<CounterReply> ReserveAsync(IReadOnlyList<CounterCharge> charges, CancellationToken cancellationToken);

    /// <summary>Says what <see cref="ReserveAsync"/> would say, without charging or reserving.</summary>
    /// <param name="charges">The charges, each to a different counter.</param>
    /// <param name="cancellationToken">Cancelled when nobody waits for the answer any more.</param>
    /// <returns>The state of every counter as it stands.</returns>
    ValueTask<CounterReply> PreviewAsync(IReadOnlyList<CounterCharge> charges, CancellationToken cancellationToken);

    /// <summary>
    /// Gives charges of a reservation back, as far as their windows are still open. Called at most once per reservation; one
    /// for which it is never called stays spent.
    /// </summary>
    /// <param name="reservation">The store's name for the reservation.</param>
    /// <param name="charges">The charges to give back.</param>
    /// <param name="cancellationToken">Cancelled when nobody waits any more.</param>
    /// <returns>A task that ends when the charges are given back.</returns>
    ValueTask ReleaseAsync(string reservation, IReadOnlyList<CounterCharge> charges, CancellationToken cancellationToken);
}
