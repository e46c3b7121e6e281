using System.Text.Json;
using BenchmarkDotNet.Attributes;
using PolicyLayer.Benchmarks.Short;
using PolicyLayer.Benchmarks.Workloads;
using PolicyLayer.Core;

namespace PolicyLayer.Benchmarks;

/// <summary>
/// How long does a policy of 1,000 tools with two rules and a limit each take from text to compiled, beside reading it as JSON?
/// </summary>
[BenchmarkCategory("ix"), MemoryDiagnoser]
public class PolicyLoadBenchmarks
{
    private readonly byte[] _text = ToolCatalogue.WriteGuarded(1_000);
    private Policy? _policy;

    [Benchmark(Description = "load 1,000 tools"), Target(50_000_000, MaxBytes = double.PositiveInfinity), Peer(nameof(ParseJson))]
    public void Load() => _policy = Policy.Load(_text).GetPolicyOrThrow();

    [Benchmark(Description = "JsonDocument.Parse", Baseline = true)]
    public void ParseJson() => JsonDocument.Parse(_text).Dispose();
}
