namespace PolicyLayer.Interleaving.Tests;

/// <summary>What became of a call.</summary>
/// <param name="IsAllowed">Whether it is admitted.</param>
/// <param name="RetryAfter">If not, how long its caller is sent away.</param>
/// <param name="GiveBack">If so, gives back what it was charged. It may be called more than once.</param>
internal readonly record struct Answer(bool IsAllowed, TimeSpan? RetryAfter = null, Action? GiveBack = null);
