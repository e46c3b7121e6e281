namespace PolicyLayer.Conformance.Tests.Reference.Counting;

/// <summary>What a number may be: most often exactly one.</summary>
internal readonly record struct Bounds(long Low, long High)
{
    internal static Bounds Of(long value) => new(value, value);

    internal bool Hold(double value) => Low <= value && value <= High;

    /// <summary>Ticks as milliseconds, rounded up.</summary>
    internal Bounds ToMilliseconds() => new(UpToMilliseconds(Low), UpToMilliseconds(High));

    public override string ToString() => Low == High ? $"{Low}" : $"{Low} to {High}";

    private static long UpToMilliseconds(long ticks) => (ticks + TimeSpan.TicksPerMillisecond - 1) / TimeSpan.TicksPerMillisecond;
}
