namespace PolicyLayer.Core.Limits;

/// <summary>What was taken out of a counter when it was sealed. An immutable value.</summary>
/// <param name="Time">When, in ticks.</param>
/// <param name="Word">The counter's word, if it has one.</param>
/// <param name="Words">The counter's words, if it has several.</param>
internal readonly record struct Sealing(long Time, long Word = 0, long[]? Words = null);
