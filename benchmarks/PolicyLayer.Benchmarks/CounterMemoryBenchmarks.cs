using System.Text.Json;
using System.Threading.RateLimiting;
using BenchmarkDotNet.Attributes;
using PolicyLayer.Benchmarks.Peers;
using PolicyLayer.Benchmarks.Short;
using PolicyLayer.Benchmarks.Workloads;
using PolicyLayer.Core;

namespace PolicyLayer.Benchmarks;

/// <summary>
/// What does each of a million live counters cost, from the first call of its grant on? The short run tells the bytes that stay
/// alive, BenchmarkDotNet those that were allocated. The names of the grants are the host's, and in neither.
/// </summary>
[BenchmarkCategory("vi"), MemoryDiagnoser, InvocationCount(1), WarmupCount(1), IterationCount(3)]
public class CounterMemoryBenchmarks
{
    private const int Grants = 1_000_000;

    private static readonly string[] Names = Callers.Grants(Grants);

    // Looked at when the object is made: a static field alone may only come to be within the first measurement, and count there.
    private readonly string[] _names = Names;
    private object? _kept;

    [Benchmark(Description = "fixed window", OperationsPerInvoke = Grants)]
    [LiveBytes, Target(MaxBytes = 128), Peer(nameof(FixedLimiters))]
    public void FixedWindow() => Fill(SampleLimits.Fixed);

    [Benchmark(Description = "token bucket", OperationsPerInvoke = Grants)]
    [LiveBytes, Target(MaxBytes = 128), Peer(nameof(BucketLimiters))]
    public void TokenBucket() => Fill(SampleLimits.SlowBucket);

    [Benchmark(Description = "sliding window of 30", OperationsPerInvoke = Grants)]
    [LiveBytes, Target(MaxBytes = 400), Peer(nameof(SlidingLimiters))]
    public void SlidingWindow() => Fill(SampleLimits.Sliding("hour"));

    [LiveBytes, Benchmark(Description = "PartitionedRateLimiter, fixed window", OperationsPerInvoke = Grants)]
    public void FixedLimiters() => Fill(Limiters.FixedByGrant());

    [LiveBytes, Benchmark(Description = "PartitionedRateLimiter, token bucket", OperationsPerInvoke = Grants)]
    public void BucketLimiters() => Fill(Limiters.BucketByGrant());

    [LiveBytes, Benchmark(Description = "PartitionedRateLimiter, sliding window", OperationsPerInvoke = Grants, Baseline = true)]
    public void SlidingLimiters() => Fill(Limiters.SlidingByGrant());

    [IterationCleanup]
    public void Forget()
    {
        (_kept as IDisposable)?.Dispose();
        _kept = null;
    }

    private void Fill(string limit)
    {
        var evaluator = new PolicyEvaluator(SamplePolicies.WithLimits(limit));
        _kept = evaluator;
        foreach (var grant in _names)
            evaluator.Admit(new(SamplePolicies.GuardedTool, default(JsonElement), Callers.Of(grant)));
    }

    private void Fill(PartitionedRateLimiter<string> limiter)
    {
        _kept = limiter;
        foreach (var grant in _names)
            MeasuredDecisions.Expect(true, limiter.TryAcquire(grant));
    }
}
