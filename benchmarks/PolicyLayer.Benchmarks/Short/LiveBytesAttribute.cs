namespace PolicyLayer.Benchmarks.Short;

/// <summary>
/// Marks a benchmark of which the result is what it leaves alive: its bytes are those. It is measured once, without warm-up.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class LiveBytesAttribute : Attribute;
