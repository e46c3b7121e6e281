using System.Text.Json;
using System.Threading.RateLimiting;
using BenchmarkDotNet.Attributes;
using PolicyLayer.Core;

namespace PolicyLayer.Benchmarks;

/// <summary>What does one sliding window for each grant add to a call, beside a bare limiter that serves one caller?</summary>
[MemoryDiagnoser]
public class LimitBenchmarks : IDisposable
{
    private static readonly CallerContext Caller = new("payments", "support");

    private readonly PolicyEvaluator _evaluator = new(
        new PolicySet(Policy.Parse("""
            {
              "version": "1",
              "default": "deny",
              "tools": {
                "create_charge": {
                  "limits": [{ "counter": "charges", "window": "second", "max": 30, "scope": "grant" }]
                }
              }
            }
            """)),
        timeProvider: new HastyTimeProvider());

    private readonly JsonElement _arguments = SampleArguments.Charge();

    // Never replenished and practically never used up: what is left is the price of one admission, without a clock.
    private readonly SlidingWindowRateLimiter _limiter = new(new()
    {
        PermitLimit = int.MaxValue,
        SegmentsPerWindow = 64,
        Window = TimeSpan.FromDays(1),
        AutoReplenishment = false,
    });

    private CallerContext _resolved;

    [GlobalSetup]
    public void Setup()
    {
        _resolved = _evaluator.Resolve(Caller);
        if (!EvaluateAndComplete(_resolved).IsAllowed)
            throw new InvalidOperationException("The admitted case is to be measured.");
    }

    [GlobalCleanup]
    public void Dispose()
    {
        _limiter.Dispose();
        GC.SuppressFinalize(this);
    }

    [Benchmark(Baseline = true)]
    public bool BareLimiter()
    {
        using var lease = _limiter.AttemptAcquire();
        return lease.IsAcquired;
    }

    [Benchmark]
    public bool GrantByString() => EvaluateAndComplete(Caller).IsAllowed;

    [Benchmark]
    public bool GrantByHandle() => EvaluateAndComplete(_resolved).IsAllowed;

    // A host completes every call that it was allowed, so that is part of the price.
    private PolicyDecision EvaluateAndComplete(in CallerContext caller)
    {
        var decision = _evaluator.Evaluate(new("create_charge", _arguments, caller));
        decision.Reservation.Complete(DispatchResult.Succeeded);
        return decision;
    }
}
