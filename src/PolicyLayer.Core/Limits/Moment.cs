namespace PolicyLayer.Core.Limits;

/// <summary>When a call is decided. An immutable value.</summary>
/// <param name="Ticks">The monotonic clock, in its ticks since the engine started.</param>
/// <param name="UtcTicks">The wall clock, or a later time that it has shown before, in 100 ns since the Unix epoch; 0 if no
/// limit of the call asks for it.</param>
internal readonly record struct Moment(long Ticks, long UtcTicks)
{
    /// <summary>What the wall clock shows: waits count from here, also after it was set back.</summary>
    internal long WallTicks { get; private init; } = UtcTicks;

    /// <summary>
    /// The later of two, clock by clock; a clock that was not read stays unread. What the wall clock shows stays.
    /// </summary>
    internal Moment OrLater(Moment other) => this with
    {
        Ticks = Math.Max(Ticks, other.Ticks),
        UtcTicks = UtcTicks == 0 ? 0 : Math.Max(UtcTicks, other.UtcTicks),
    };

    /// <summary>The same moment at a later time of the monotonic clock, if that is later.</summary>
    internal Moment OrLaterTicks(long ticks) => this with { Ticks = Math.Max(Ticks, ticks) };
}
