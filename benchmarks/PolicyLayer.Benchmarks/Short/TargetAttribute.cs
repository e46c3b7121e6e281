namespace PolicyLayer.Benchmarks.Short;

/// <summary>What a case is to reach: by its best round, and without allocating unless it says so.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class TargetAttribute(double maxNanoseconds = double.PositiveInfinity) : Attribute
{
    /// <summary>The most that the case may take.</summary>
    internal double MaxNanoseconds => maxNanoseconds;

    /// <summary>Whether what one look at the clock takes comes on top.</summary>
    public bool OverClock { get; set; }

    /// <summary>Whether what the peer takes and allocates comes on top.</summary>
    public bool OverPeer { get; set; }

    /// <summary>If not 0, the most that it may take as a multiple of the same case with the smallest parameter.</summary>
    public double TimesSmallest { get; set; }

    /// <summary>The most bytes that it may cost.</summary>
    public double MaxBytes { get; set; }
}
