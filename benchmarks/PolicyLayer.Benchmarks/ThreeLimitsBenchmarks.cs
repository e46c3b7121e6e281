using System.Text.Json;
using System.Threading.RateLimiting;
using BenchmarkDotNet.Attributes;
using PolicyLayer.Benchmarks.Peers;
using PolicyLayer.Benchmarks.Short;
using PolicyLayer.Benchmarks.Workloads;
using PolicyLayer.Core;

namespace PolicyLayer.Benchmarks;

/// <summary>What do three limits cost, all or nothing, when all admit and when the third refuses?</summary>
[BenchmarkCategory("iv"), MemoryDiagnoser]
public class ThreeLimitsBenchmarks : IDisposable
{
    private readonly JsonElement _arguments = SampleArguments.Charge();
    private readonly RateLimiter _chain = RateLimiter.CreateChained(Limiters.Sliding(), Limiters.Sliding(), Limiters.Sliding());
    private readonly LockedQueues _fullQueues = new(TimeProvider.System, TimeSpan.FromDays(1), 30, 30, 1);
    private PolicyEvaluator _evaluator = null!;
    private CallerContext _caller;
    private long _timestamp;

    [GlobalSetup(Target = nameof(Admitted))]
    public void UseThree() => Use(new HastyTimeProvider(), SampleLimits.Sliding(counter: "third"));

    [GlobalSetup(Targets = [nameof(Refused), nameof(QueuesRefused)])]
    public void UseUpTheThird()
    {
        Use(TimeProvider.System, SampleLimits.Sliding("day", max: 1, counter: "third"));
        Admitted();
        MeasuredDecisions.Expect(true, _fullQueues.TryAdmit());
    }

    [GlobalCleanup]
    public void Dispose()
    {
        _chain.Dispose();
        GC.SuppressFinalize(this);
    }

    [Benchmark(Description = "clock")]
    public void Clock() => _timestamp = TimeProvider.System.GetTimestamp();

    [Benchmark(Description = "three limits, admitted"), Target(70, OverClock = true), Peer(nameof(Chain))]
    public void Admitted() => _evaluator.Admit(new(SamplePolicies.GuardedTool, _arguments, _caller));

    [Benchmark(Description = "three limits, refused by the third"), Target(70, OverClock = true), Peer(nameof(QueuesRefused))]
    public void Refused() => _evaluator.Refuse(new(SamplePolicies.GuardedTool, _arguments, _caller));

    [Benchmark(Description = "three SlidingWindowRateLimiters, chained", Baseline = true)]
    public void Chain() => MeasuredDecisions.Expect(true, _chain.TryAcquire());

    [Benchmark(Description = "lock and three queues, refused")]
    public void QueuesRefused() => MeasuredDecisions.Expect(false, _fullQueues.TryAdmit());

    private void Use(TimeProvider clock, string third)
    {
        var (first, second) = (SampleLimits.Sliding(counter: "first"), SampleLimits.Sliding(counter: "second"));
        _evaluator = new(SamplePolicies.WithLimits(first, second, third), timeProvider: clock);
        _caller = _evaluator.Resolve(Callers.One);
    }
}
