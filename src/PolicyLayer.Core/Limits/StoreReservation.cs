namespace PolicyLayer.Core.Limits;

/// <summary>The charges that one allowed call holds in an <see cref="ICounterStore"/>.</summary>
internal sealed class StoreReservation(StoreLedger ledger, string reservation, CounterCharge[] charges) : IHeldLimits
{
    private int _ended;

    public void Complete(long generation, DispatchResult result) => throw StoreLedger.SynchronousUse(
        nameof(Reservation.Complete), nameof(Reservation.CompleteAsync));

    public ValueTask CompleteAsync(long generation, DispatchResult result, CancellationToken cancellationToken) =>
        Interlocked.Exchange(ref _ended, 1) == 0 && result == DispatchResult.NotDispatched
            ? ledger.ReleaseAsync(reservation, charges, cancellationToken)
            : ValueTask.CompletedTask;
}
