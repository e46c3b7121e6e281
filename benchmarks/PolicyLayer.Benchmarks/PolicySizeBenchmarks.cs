using System.Text.Json;
using BenchmarkDotNet.Attributes;
using PolicyLayer.Benchmarks.Short;
using PolicyLayer.Benchmarks.Workloads;
using PolicyLayer.Core;

namespace PolicyLayer.Benchmarks;

/// <summary>Does a decision take longer under a policy with more tools?</summary>
[BenchmarkCategory("viii"), MemoryDiagnoser]
public class PolicySizeBenchmarks
{
    private readonly JsonElement _arguments = SampleArguments.Charge();
    private PolicyEvaluator _evaluator = null!;
    private CallerContext _caller;
    private HashSet<string> _listed = [];
    private string _tool = "";
    private string _unlisted = "";

    [Params(1, 100, 10_000)]
    public int Tools { get; set; }

    [GlobalSetup(Targets = [nameof(Allow), nameof(Deny), nameof(FindListed), nameof(MissUnlisted)])]
    public void UsePlainTools() => Use(limited: false);

    [GlobalSetup(Targets = [nameof(GrantByString), nameof(CallerHandle)])]
    public void UseLimitedTools() => Use(limited: true);

    [Benchmark(Description = "allow"), Target(TimesSmallest = 1.5), Peer(nameof(FindListed))]
    public void Allow() => _evaluator.Allow(new(_tool, _arguments, Callers.One));

    [Benchmark(Description = "default deny"), Target(TimesSmallest = 1.5), Peer(nameof(MissUnlisted))]
    public void Deny() => _evaluator.Deny(new(_unlisted, _arguments, Callers.One));

    [Benchmark(Description = "one limit, grant as string"), Target(TimesSmallest = 1.5)]
    public void GrantByString() => _evaluator.Admit(new(_tool, _arguments, Callers.One));

    [Benchmark(Description = "one limit, caller handle"), Target(TimesSmallest = 1.5)]
    public void CallerHandle() => _evaluator.Admit(new(_tool, _arguments, _caller));

    [Benchmark(Description = "HashSet, found", Baseline = true)]
    public void FindListed() => MeasuredDecisions.Expect(true, _listed.Contains(_tool));

    [Benchmark(Description = "HashSet, missed")]
    public void MissUnlisted() => MeasuredDecisions.Expect(false, _listed.Contains(_unlisted));

    private void Use(bool limited)
    {
        _tool = ToolCatalogue.NameOf(Tools / 2);
        _unlisted = ToolCatalogue.NameOf(Tools);
        _listed = [.. Enumerable.Range(0, Tools).Select(ToolCatalogue.NameOf)];
        _evaluator = new(ToolCatalogue.Load(Tools, limited), timeProvider: new HastyTimeProvider());
        _caller = _evaluator.Resolve(Callers.One);
    }
}
