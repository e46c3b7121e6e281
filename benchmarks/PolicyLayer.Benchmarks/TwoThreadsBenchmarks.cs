using System.Text.Json;
using System.Threading.RateLimiting;
using BenchmarkDotNet.Attributes;
using PolicyLayer.Benchmarks.Peers;
using PolicyLayer.Benchmarks.Short;
using PolicyLayer.Benchmarks.Workloads;
using PolicyLayer.Core;

namespace PolicyLayer.Benchmarks;

/// <summary>What does an admission cost each of two threads that charge one counter all the time?</summary>
/// <remarks>
/// The clock is so fast that a thread which loses its core between its look at the clock and its charge comes with a time whose
/// window is over, and is refused, as it must be. That happens now and then; the end asserts how rarely.
/// </remarks>
[BenchmarkCategory("v"), MemoryDiagnoser]
public class TwoThreadsBenchmarks : IDisposable
{
    private const int CallsOfEach = 20_000;
    private const double MostRefused = 0.01;

    private readonly Crew _two = new(2);
    private readonly JsonElement _arguments = SampleArguments.Charge();
    private readonly SlidingWindowRateLimiter _sliding = Limiters.Sliding();
    private readonly LockedQueues _queue = new(new HastyTimeProvider(), TimeSpan.FromSeconds(1), 30);
    private readonly PolicyEvaluator _evaluator = new(
        SamplePolicies.WithLimits(SampleLimits.Sliding()), timeProvider: new HastyTimeProvider());

    private readonly CallerContext _caller;
    private readonly Action<int> _admitByHandle;
    private readonly Action<int> _admitByString;
    private readonly Action<int> _acquire;
    private readonly Action<int> _enqueue;
    private long _calls;
    private long _refused;

    public TwoThreadsBenchmarks()
    {
        _caller = _evaluator.Resolve(Callers.One);
        _admitByHandle = _ => OneThreadByHandle();
        _admitByString = _ => AdmitAll(Callers.One);
        _acquire = _ => AcquireAll();
        _enqueue = _ => OneThreadQueue();
    }

    [GlobalCleanup]
    public void Dispose()
    {
        _two.Dispose();
        _sliding.Dispose();
        GC.SuppressFinalize(this);
        if (_refused > MostRefused * _calls)
            throw new InvalidOperationException($"Admissions are measured, but {_refused} of {_calls} calls were refused.");
    }

    [Benchmark(Description = "two threads, caller handle", OperationsPerInvoke = CallsOfEach)]
    [Target(90), Peer(nameof(TwoThreadsLimiter))]
    public void TwoThreadsByHandle() => _two.Run(_admitByHandle);

    [Benchmark(Description = "two threads, grant as string", OperationsPerInvoke = CallsOfEach)]
    [Peer(nameof(TwoThreadsQueue))]
    public void TwoThreadsByString() => _two.Run(_admitByString);

    [Benchmark(Description = "one thread, caller handle", OperationsPerInvoke = CallsOfEach)]
    [Peer(nameof(OneThreadQueue))]
    public void OneThreadByHandle() => AdmitAll(_caller);

    [Benchmark(Description = "SlidingWindowRateLimiter, two threads", OperationsPerInvoke = CallsOfEach, Baseline = true)]
    public void TwoThreadsLimiter() => _two.Run(_acquire);

    [Benchmark(Description = "lock and queue, two threads", OperationsPerInvoke = CallsOfEach)]
    public void TwoThreadsQueue() => _two.Run(_enqueue);

    [Benchmark(Description = "lock and queue, one thread", OperationsPerInvoke = CallsOfEach)]
    public void OneThreadQueue()
    {
        for (var i = 0; i < CallsOfEach; i++)
            MeasuredDecisions.Expect(true, _queue.TryAdmit());
    }

    private void AdmitAll(in CallerContext caller)
    {
        var refused = 0;
        for (var i = 0; i < CallsOfEach; i++)
        {
            if (!_evaluator.TryAdmit(new(SamplePolicies.GuardedTool, _arguments, caller)))
                refused++;
        }

        Interlocked.Add(ref _calls, CallsOfEach);
        Interlocked.Add(ref _refused, refused);
    }

    private void AcquireAll()
    {
        for (var i = 0; i < CallsOfEach; i++)
            MeasuredDecisions.Expect(true, _sliding.TryAcquire());
    }
}
