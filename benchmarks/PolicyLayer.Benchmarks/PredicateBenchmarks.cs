using System.Text.Json;
using BenchmarkDotNet.Attributes;
using PolicyLayer.Benchmarks.Short;
using PolicyLayer.Benchmarks.Workloads;
using PolicyLayer.Core;

namespace PolicyLayer.Benchmarks;

/// <summary>
/// What do three predicates (<c>in</c>, <c>eq</c>, <c>gt</c>) on an object of seven members cost, beside the same written by hand
/// without a look at duplicate keys and keys that differ by case?
/// </summary>
[BenchmarkCategory("iii"), MemoryDiagnoser]
public class PredicateBenchmarks
{
    private readonly PolicyEvaluator _evaluator = new(SamplePolicies.WithoutLimits());
    private readonly JsonElement _arguments = SampleArguments.Charge();

    [Benchmark(Description = "three predicates"), Target(200), Peer(nameof(ByHand))]
    public void ThreePredicates() => _evaluator.Allow(new(SamplePolicies.GuardedTool, _arguments, Callers.One));

    [Benchmark(Description = "three comparisons by hand", Baseline = true)]
    public void ByHand() => MeasuredDecisions.Expect(false, IsTooMuch(_arguments));

    private static bool IsTooMuch(JsonElement arguments) =>
        arguments.TryGetProperty("currency", out var currency)
        && (currency.ValueEquals("usd"u8) || currency.ValueEquals("eur"u8))
        && arguments.TryGetProperty("livemode", out var livemode)
        && livemode.ValueKind == JsonValueKind.True
        && arguments.TryGetProperty("amount", out var amount)
        && amount.GetDecimal() > 10_000;
}
