using System.Diagnostics;

namespace PolicyLayer.Core.Telemetry;

/// <summary>What is noted before a decision. An immutable value.</summary>
/// <param name="Policy">The caller's policy then.</param>
/// <param name="Started">The timestamp then; <see langword="null"/> if the clock failed, or nothing is timed.</param>
/// <param name="Span">The trace of the decision, if anybody wants one.</param>
internal readonly record struct Observation(ServedPolicy? Policy, long? Started, Activity? Span);
