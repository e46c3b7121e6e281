namespace PolicyLayer.Core.Limits;

/// <summary>When a call is decided. An immutable value.</summary>
/// <param name="Ticks">The monotonic clock, in its ticks since the engine started.</param>
/// <param name="UtcTicks">The wall clock, in 100 ns since the Unix epoch; 0 if no limit of the call asks for it.</param>
internal readonly record struct Moment(long Ticks, long UtcTicks)
{
    /// <summary>The later of two, clock by clock; a clock that was not read stays unread.</summary>
    internal Moment OrLater(Moment other) =>
        new(Math.Max(Ticks, other.Ticks), UtcTicks == 0 ? 0 : Math.Max(UtcTicks, other.UtcTicks));
}
