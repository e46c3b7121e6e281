namespace PolicyLayer.Core.Tests.Limits;

/// <summary>An admission, and between which times of the clock it was decided.</summary>
internal readonly record struct Admission(long From, long To, long Cost);
