using System.Text.Json;
using BenchmarkDotNet.Attributes;
using PolicyLayer.Benchmarks.Short;
using PolicyLayer.Benchmarks.Workloads;
using PolicyLayer.Core;

namespace PolicyLayer.Benchmarks;

/// <summary>What does a decision cost that neither a rule nor a limit takes part in, beside a bare list of names?</summary>
[BenchmarkCategory("i"), MemoryDiagnoser]
public class UnlimitedDecisionBenchmarks
{
    private readonly PolicyEvaluator _evaluator = new(SamplePolicies.WithoutLimits());
    private readonly HashSet<string> _listed = [SamplePolicies.PlainTool, SamplePolicies.GuardedTool];
    private readonly JsonElement _arguments = SampleArguments.Charge();

    [Benchmark(Description = "allow"), Target(40), Peer(nameof(FindListed))]
    public void Allow() => _evaluator.Allow(new(SamplePolicies.PlainTool, _arguments, Callers.One));

    [Benchmark(Description = "allow, no arguments"), Target(25), Peer(nameof(FindListed))]
    public void AllowWithoutArguments() => _evaluator.Allow(new(SamplePolicies.PlainTool, default(JsonElement), Callers.One));

    [Benchmark(Description = "default deny"), Target(40), Peer(nameof(MissUnlisted))]
    public void Deny() => _evaluator.Deny(new(SamplePolicies.UnlistedTool, _arguments, Callers.One));

    [Benchmark(Description = "default deny, no arguments"), Target(25), Peer(nameof(MissUnlisted))]
    public void DenyWithoutArguments() => _evaluator.Deny(new(SamplePolicies.UnlistedTool, default(JsonElement), Callers.One));

    [Benchmark(Description = "HashSet, found", Baseline = true)]
    public void FindListed() => MeasuredDecisions.Expect(true, _listed.Contains(SamplePolicies.PlainTool));

    [Benchmark(Description = "HashSet, missed")]
    public void MissUnlisted() => MeasuredDecisions.Expect(false, _listed.Contains(SamplePolicies.UnlistedTool));
}
