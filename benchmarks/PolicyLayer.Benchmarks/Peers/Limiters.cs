using System.Threading.RateLimiting;

namespace PolicyLayer.Benchmarks.Peers;

/// <summary>The limiters of System.Threading.RateLimiting, each as generous as asked for.</summary>
/// <remarks>
/// A single one is never replenished: what is left is the price of an admission, without a clock. A partitioned one replenishes
/// all its keys from a timer, ten times a second.
/// </remarks>
internal static class Limiters
{
    internal static SlidingWindowRateLimiter Sliding(int permits = int.MaxValue) => new(SlidingOptions(permits));

    internal static FixedWindowRateLimiter Fixed() => new(FixedOptions());

    internal static TokenBucketRateLimiter Bucket() => new(BucketOptions());

    internal static PartitionedRateLimiter<string> SlidingByGrant() => PartitionedRateLimiter.Create<string, string>(
        static grant => RateLimitPartition.GetSlidingWindowLimiter(grant, static _ => SlidingOptions(int.MaxValue)));

    internal static PartitionedRateLimiter<string> FixedByGrant() => PartitionedRateLimiter.Create<string, string>(
        static grant => RateLimitPartition.GetFixedWindowLimiter(grant, static _ => FixedOptions()));

    internal static PartitionedRateLimiter<string> BucketByGrant() => PartitionedRateLimiter.Create<string, string>(
        static grant => RateLimitPartition.GetTokenBucketLimiter(grant, static _ => BucketOptions()));

    internal static bool TryAcquire(this RateLimiter limiter)
    {
        using var lease = limiter.AttemptAcquire();
        return lease.IsAcquired;
    }

    internal static bool TryAcquire(this PartitionedRateLimiter<string> limiter, string grant)
    {
        using var lease = limiter.AttemptAcquire(grant);
        return lease.IsAcquired;
    }

    private static SlidingWindowRateLimiterOptions SlidingOptions(int permits) => new()
    {
        PermitLimit = permits,
        SegmentsPerWindow = 10,
        Window = TimeSpan.FromDays(1),
        AutoReplenishment = false,
    };

    private static FixedWindowRateLimiterOptions FixedOptions() => new()
    {
        PermitLimit = int.MaxValue,
        Window = TimeSpan.FromDays(1),
        AutoReplenishment = false,
    };

    private static TokenBucketRateLimiterOptions BucketOptions() => new()
    {
        TokenLimit = int.MaxValue,
        TokensPerPeriod = 1,
        ReplenishmentPeriod = TimeSpan.FromDays(1),
        AutoReplenishment = false,
    };
}
