namespace PolicyLayer.Benchmarks.Soak;

/// <summary>A call that was admitted and kept, at some time from <paramref name="Start"/> to <paramref name="End"/>.</summary>
/// <param name="Start">The time that the decision was given.</param>
/// <param name="End">The same, if that is the time the admission counts at; else when the decision had been made.</param>
/// <param name="Cost">What it cost.</param>
internal readonly record struct Admission(long Start, long End, long Cost);
