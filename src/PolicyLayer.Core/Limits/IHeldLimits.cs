namespace PolicyLayer.Core.Limits;

/// <summary>The limits that one allowed call holds, behind its <see cref="Reservation"/>.</summary>
internal interface IHeldLimits
{
    /// <summary>Ends the reservation of <paramref name="generation"/> if it has not ended before.</summary>
    void Complete(long generation, DispatchResult result);

    /// <summary>Ends the reservation of <paramref name="generation"/> if it has not ended before.</summary>
    ValueTask CompleteAsync(long generation, DispatchResult result, CancellationToken cancellationToken);

    /// <summary>
    /// Ends the reservation of <paramref name="generation"/> if it has not ended before, and gives back all of it whatever the limits
    /// say of refunds: the call was not admitted after all.
    /// </summary>
    ValueTask UndoAsync(long generation);
}
