using System.Text.Json;
using BenchmarkDotNet.Attributes;
using PolicyLayer.Core;

namespace PolicyLayer.Benchmarks;

/// <summary>What does a decision cost that no limit takes part in?</summary>
[MemoryDiagnoser]
public class DecisionBenchmarks
{
    private static readonly CallerContext Caller = new("payments", "support");

    private readonly PolicyEvaluator _evaluator = new(new PolicySet(Policy.Parse("""
        {
          "version": "1",
          "default": "deny",
          "tools": {
            "list_customers": {},
            "create_charge": {
              "deny_if": [{ "conditions": [
                { "path": "args.currency", "op": "in", "value": ["usd", "eur"] },
                { "path": "args.livemode", "op": "eq", "value": true },
                { "path": "args.amount", "op": "gt", "value": 10000 }
              ] }]
            }
          }
        }
        """)));

    private readonly JsonElement _arguments = SampleArguments.Charge();

    [Benchmark(Baseline = true)]
    public PolicyDecision Allow() => _evaluator.Evaluate(new("list_customers", _arguments, Caller));

    [Benchmark]
    public PolicyDecision AllowByThreePredicates() => _evaluator.Evaluate(new("create_charge", _arguments, Caller));

    [Benchmark]
    public PolicyDecision DenyByDefault() => _evaluator.Evaluate(new("delete_customer", _arguments, Caller));
}
