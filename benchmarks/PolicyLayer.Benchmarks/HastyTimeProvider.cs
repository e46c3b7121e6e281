namespace PolicyLayer.Benchmarks;

/// <summary>
/// The system's clock, read at its real price but told a million times faster: a window passes between calls, so that the
/// admitted case can be measured for as long as the runner likes.
/// </summary>
internal sealed class HastyTimeProvider : TimeProvider
{
    private const long Haste = 1_000_000;

    private readonly long _start = System.GetTimestamp();

    public override long TimestampFrequency => System.TimestampFrequency;

    public override long GetTimestamp() => (System.GetTimestamp() - _start) * Haste;
}
