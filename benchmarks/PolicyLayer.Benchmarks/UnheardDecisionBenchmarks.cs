using System.Text.Json;
using BenchmarkDotNet.Attributes;
using Microsoft.Extensions.DependencyInjection;
using PolicyLayer.Benchmarks.Short;
using PolicyLayer.Benchmarks.Workloads;
using PolicyLayer.Core;

namespace PolicyLayer.Benchmarks;

/// <summary>What does a decision of a container's evaluator cost where nobody listens, beside the evaluator alone?</summary>
[BenchmarkCategory("xi"), MemoryDiagnoser]
public class UnheardDecisionBenchmarks : IDisposable
{
    private readonly JsonElement _arguments = SampleArguments.Charge();
    private ServiceProvider _provider = null!;
    private IPolicyEvaluator _registered = null!;
    private IPolicyEvaluator _alone = null!;
    private CallerContext _caller;

    [GlobalSetup(Targets = [nameof(Allow), nameof(AllowAlone)])]
    public void UseNoLimit() => Use(SamplePolicies.WithoutLimits());

    [GlobalSetup(Targets = [nameof(Admit), nameof(AdmitAlone)])]
    public void UseLimit() => Use(SamplePolicies.WithLimits(SampleLimits.Sliding()));

    [GlobalCleanup]
    public void Dispose()
    {
        _provider.Dispose();
        GC.SuppressFinalize(this);
    }

    // Each case asks at a place of its own, so that the runtime knows at each of them whom it asks.
    [Benchmark(Description = "allow, no arguments"), Target(1, OverPeer = true), Peer(nameof(AllowAlone))]
    public void Allow() => MeasuredDecisions.Expect(
        true, _registered.Evaluate(new(SamplePolicies.PlainTool, default(JsonElement), Callers.One)).IsAllowed);

    [Benchmark(Description = "one limit, caller handle"), Target(1, OverPeer = true), Peer(nameof(AdmitAlone))]
    public void Admit()
    {
        var decision = _registered.Evaluate(new(SamplePolicies.GuardedTool, _arguments, _caller));
        MeasuredDecisions.Expect(true, decision.IsAllowed);
        decision.Reservation.Complete(DispatchResult.Succeeded);
    }

    [Benchmark(Description = "PolicyEvaluator, allow, no arguments", Baseline = true)]
    public void AllowAlone() => MeasuredDecisions.Expect(
        true, _alone.Evaluate(new(SamplePolicies.PlainTool, default(JsonElement), Callers.One)).IsAllowed);

    [Benchmark(Description = "PolicyEvaluator, one limit, caller handle")]
    public void AdmitAlone()
    {
        var decision = _alone.Evaluate(new(SamplePolicies.GuardedTool, _arguments, _caller));
        MeasuredDecisions.Expect(true, decision.IsAllowed);
        decision.Reservation.Complete(DispatchResult.Succeeded);
    }

    private void Use(PolicySet policies)
    {
        _provider = new ServiceCollection()
            .AddSingleton<TimeProvider>(new HastyTimeProvider())
            .AddPolicyLayer(static options => options.Policies["none"] = new() { Text = """{ "version": "1", "default": "deny" }""" })
            .BuildServiceProvider();
        _registered = _provider.GetRequiredService<IPolicyEvaluator>();
        var alone = _provider.GetRequiredService<PolicyEvaluator>();
        alone.Update(policies);
        _alone = alone;
        _caller = alone.Resolve(Callers.One);
    }
}
