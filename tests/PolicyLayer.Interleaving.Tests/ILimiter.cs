namespace PolicyLayer.Interleaving.Tests;

/// <summary>One counter, the engine's own or a naive form of it, so that both live through the same scenario. Times are in ticks.</summary>
internal interface ILimiter
{
    bool HasRoom(long now, long cost);

    bool TryCharge(long now, long cost, out long mark);

    /// <summary>Gives a charge back.</summary>
    /// <param name="time">When it was charged.</param>
    /// <param name="cost">What was charged.</param>
    /// <param name="mark">What charging said of it.</param>
    /// <param name="now">The time now, as far as whoever gives back knows.</param>
    void Release(long time, long cost, long mark, long now);
}
