using System.Text.Json;
using System.Threading.RateLimiting;
using BenchmarkDotNet.Attributes;
using PolicyLayer.Benchmarks.Peers;
using PolicyLayer.Benchmarks.Short;
using PolicyLayer.Benchmarks.Workloads;
using PolicyLayer.Core;

namespace PolicyLayer.Benchmarks;

/// <summary>What does one limit cost when many grants take turns in random order, so that nothing is in the caches?</summary>
[BenchmarkCategory("vii"), MemoryDiagnoser]
public class ManyGrantsBenchmarks : IDisposable
{
    private readonly JsonElement _arguments = SampleArguments.Charge();
    private PolicyEvaluator _evaluator = null!;
    private PartitionedRateLimiter<string>? _limiter;
    private CallerContext[] _callers = [];
    private int _next;

    [Params(1_000, 1_000_000)]
    public int Grants { get; set; }

    [GlobalSetup(Target = nameof(ByString))]
    public void UseStrings() => Use(ByString, static caller => caller);

    [GlobalSetup(Target = nameof(ByHandle))]
    public void UseHandles() => Use(ByHandle, caller => _evaluator.Resolve(caller));

    [GlobalSetup(Target = nameof(Partitioned))]
    public void UseLimiter()
    {
        _limiter = Limiters.SlidingByGrant();
        Use(Partitioned, static caller => caller);
    }

    [GlobalCleanup]
    public void Dispose()
    {
        _limiter?.Dispose();
        GC.SuppressFinalize(this);
    }

    [Benchmark(Description = "by handle"), Target(220), Peer(nameof(Partitioned))]
    public void ByHandle() => _evaluator.Admit(new(SamplePolicies.GuardedTool, _arguments, _callers[Next()]));

    [Benchmark(Description = "by string"), Target(1_000), Peer(nameof(Partitioned))]
    public void ByString() => _evaluator.Admit(new(SamplePolicies.GuardedTool, _arguments, _callers[Next()]));

    [Benchmark(Description = "PartitionedRateLimiter", Baseline = true)]
    public void Partitioned() => MeasuredDecisions.Expect(true, _limiter!.TryAcquire(_callers[Next()].Grant!));

    private int Next() => _next = _next + 1 < _callers.Length ? _next + 1 : 0;

    // The counters are made in one order and then met in another, or each would lie just behind the one before.
    private void Use(Action call, Func<CallerContext, CallerContext> resolve)
    {
        // A window must outlast one turn of all grants, or its counter would be freed before its grant comes again; and must not
        // last 30 of them, or it would fill. Of a million grants, each is met so seldom that a day of the system's own clock
        // does. A thousand take 0.1 to 0.3 ms for a turn, and an hour in haste is 0.9 ms.
        _evaluator = Grants >= 1_000_000
            ? new(SamplePolicies.WithLimits(SampleLimits.Sliding("day")))
            : new(SamplePolicies.WithLimits(SampleLimits.Sliding("hour")), timeProvider: new HastyTimeProvider());
        _callers = [.. Callers.Grants(Grants).Select(grant => resolve(Callers.Of(grant)))];
        for (var i = 0; i < _callers.Length; i++)
            call();
        new Random(1).Shuffle(_callers);
    }
}
