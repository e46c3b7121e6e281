using System.Numerics;

namespace PolicyLayer.Conformance.Tests.Reference.Counting;

/// <summary>What one admitted call took from a counter.</summary>
internal sealed class Charge(Instant at, long cost)
{
    internal Instant At => at;

    internal long Cost => cost;

    internal bool IsGivenBack { get; set; }

    /// <summary>In a bucket, how much of it has not refilled since, in the units of the bucket.</summary>
    internal BigInteger Left { get; set; }
}
