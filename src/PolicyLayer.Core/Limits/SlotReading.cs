namespace PolicyLayer.Core.Limits;

/// <summary>What a look at the words of <see cref="SlidingSlots"/> showed. Times are in ticks from now. An immutable value.</summary>
/// <param name="Free">How many admissions are left; negative if a word is sealed.</param>
/// <param name="Wait">0 if one is left; otherwise the time until one is.</param>
/// <param name="Reset">The time until all are left if nobody calls.</param>
internal readonly record struct SlotReading(int Free, long Wait, long Reset)
{
    internal static readonly SlotReading OfSealed = new(Free: -1, Wait: 0, Reset: 0);
}
