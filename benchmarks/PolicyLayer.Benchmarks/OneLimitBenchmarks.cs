using System.Text.Json;
using System.Threading.RateLimiting;
using BenchmarkDotNet.Attributes;
using PolicyLayer.Benchmarks.Peers;
using PolicyLayer.Benchmarks.Short;
using PolicyLayer.Benchmarks.Workloads;
using PolicyLayer.Core;

namespace PolicyLayer.Benchmarks;

/// <summary>What does one limit for each grant add to a call, beside limiters of one caller or of many?</summary>
[BenchmarkCategory("ii"), MemoryDiagnoser]
public class OneLimitBenchmarks : IDisposable
{
    private readonly JsonElement _arguments = SampleArguments.Charge();
    private readonly PartitionedRateLimiter<string> _slidingByGrant = Limiters.SlidingByGrant();
    private readonly SlidingWindowRateLimiter _sliding = Limiters.Sliding();
    private readonly SlidingWindowRateLimiter _usedUp = Limiters.Sliding(permits: 1);
    private readonly FixedWindowRateLimiter _fixed = Limiters.Fixed();
    private readonly TokenBucketRateLimiter _bucket = Limiters.Bucket();
    private readonly LockedQueues _queue = new(new HastyTimeProvider(), TimeSpan.FromSeconds(1), 30);
    private PolicyEvaluator _evaluator = null!;
    private CallerContext _caller;
    private long _timestamp;

    [GlobalSetup(Targets = [nameof(GrantByString), nameof(CallerHandle), nameof(EvaluateAlone)])]
    public void UseSlidingWindow() => Use(SampleLimits.Sliding());

    [GlobalSetup(Target = nameof(SegmentedWindow))]
    public void UseSegments() => Use(SampleLimits.Segments);

    [GlobalSetup(Target = nameof(FixedWindow))]
    public void UseFixedWindow() => Use(SampleLimits.Fixed);

    [GlobalSetup(Target = nameof(TokenBucket))]
    public void UseTokenBucket() => Use(SampleLimits.Bucket);

    [GlobalSetup(Targets = [nameof(Refused), nameof(LimiterRefused)])]
    public void UseUpTheLimit()
    {
        Use(SampleLimits.Sliding("day", max: 1), TimeProvider.System);
        CallerHandle();
        MeasuredDecisions.Expect(true, _usedUp.TryAcquire());
    }

    [GlobalCleanup]
    public void Dispose()
    {
        foreach (IDisposable limiter in (IDisposable[])[_slidingByGrant, _sliding, _usedUp, _fixed, _bucket])
            limiter.Dispose();
        GC.SuppressFinalize(this);
    }

    [Benchmark(Description = "clock")]
    public void Clock() => _timestamp = TimeProvider.System.GetTimestamp();

    [Benchmark(Description = "grant as string"), Target(50, OverClock = true), Peer(nameof(PartitionedLimiter))]
    public void GrantByString() => _evaluator.Admit(new(SamplePolicies.GuardedTool, _arguments, Callers.One));

    [Benchmark(Description = "caller handle"), Target(30, OverClock = true), Peer(nameof(SlidingLimiter))]
    public void CallerHandle() => _evaluator.Admit(new(SamplePolicies.GuardedTool, _arguments, _caller));

    // A reservation that is never completed is never used again, so this one allocates and is no measure of the engine.
    [Benchmark(Description = "caller handle, never completed"), Peer(nameof(Queue))]
    public void EvaluateAlone() => _evaluator.Allow(new(SamplePolicies.GuardedTool, _arguments, _caller));

    [Benchmark(Description = "caller handle, refused"), Target(30, OverClock = true), Peer(nameof(LimiterRefused))]
    public void Refused() => _evaluator.Refuse(new(SamplePolicies.GuardedTool, _arguments, _caller));

    [Benchmark(Description = "caller handle, sliding window of 10^9"), Target(30, OverClock = true), Peer(nameof(SlidingLimiter))]
    public void SegmentedWindow() => CallerHandle();

    [Benchmark(Description = "caller handle, fixed window"), Peer(nameof(FixedLimiter))]
    public void FixedWindow() => CallerHandle();

    [Benchmark(Description = "caller handle, token bucket"), Target(30, OverClock = true), Peer(nameof(BucketLimiter))]
    public void TokenBucket() => CallerHandle();

    [Benchmark(Description = "SlidingWindowRateLimiter", Baseline = true)]
    public void SlidingLimiter() => MeasuredDecisions.Expect(true, _sliding.TryAcquire());

    [Benchmark(Description = "FixedWindowRateLimiter")]
    public void FixedLimiter() => MeasuredDecisions.Expect(true, _fixed.TryAcquire());

    [Benchmark(Description = "TokenBucketRateLimiter")]
    public void BucketLimiter() => MeasuredDecisions.Expect(true, _bucket.TryAcquire());

    [Benchmark(Description = "PartitionedRateLimiter, 1 key")]
    public void PartitionedLimiter() => MeasuredDecisions.Expect(true, _slidingByGrant.TryAcquire(Callers.One.Grant!));

    [Benchmark(Description = "lock and queue")]
    public void Queue() => MeasuredDecisions.Expect(true, _queue.TryAdmit());

    [Benchmark(Description = "SlidingWindowRateLimiter, refused")]
    public void LimiterRefused() => MeasuredDecisions.Expect(false, _usedUp.TryAcquire());

    private void Use(string limit, TimeProvider? clock = null)
    {
        _evaluator = new(SamplePolicies.WithLimits(limit), timeProvider: clock ?? new HastyTimeProvider());
        _caller = _evaluator.Resolve(Callers.One);
    }
}
