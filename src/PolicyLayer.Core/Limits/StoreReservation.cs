namespace PolicyLayer.Core.Limits;

/// <summary>The charges that one allowed call holds in an <see cref="ICounterStore"/>.</summary>
internal sealed class StoreReservation(StoreLedger ledger, string reservation, LimitSet limits, CounterCharge[] charges)
    : IHeldLimits
{
    private int _ended;

    public void Complete(long generation, DispatchResult result) => throw StoreLedger.SynchronousUse(
        nameof(Reservation.Complete), nameof(Reservation.CompleteAsync));

    public ValueTask CompleteAsync(long generation, DispatchResult result, CancellationToken cancellationToken) =>
        EndAsync(refund => refund.Refunds(result), cancellationToken);

    public ValueTask UndoAsync(long generation) => EndAsync(static _ => true, CancellationToken.None);

    private ValueTask EndAsync(Func<RefundRule, bool> refunds, CancellationToken cancellationToken)
    {
        if (Interlocked.Exchange(ref _ended, 1) != 0)
            return ValueTask.CompletedTask;

        var refunded = charges.Where((charge, i) => charge.Cost > 0 && refunds(limits[i].Refund)).ToArray();
        return refunded.Length == 0
            ? ValueTask.CompletedTask
            : ledger.ReleaseAsync(reservation, refunded, cancellationToken);
    }
}
