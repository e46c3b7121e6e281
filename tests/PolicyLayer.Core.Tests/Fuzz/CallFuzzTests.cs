using System.Text.Json;

namespace PolicyLayer.Core.Tests.Fuzz;

/// <summary>Whatever bytes come as a call: a decision, within bounds, and never an exception.</summary>
public sealed class CallFuzzTests
{
    private const int Cases = 100_000;
    private const long MaxAllocated = 16L << 20;

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    private static readonly byte[][] Samples =
    [
        """{ "name": "t", "arguments": { "amount": 12.5, "currency": "eur", "path": "/srv/data/x", "tags": ["a", "b"] } }"""u8.ToArray(),
        """{"name":"t","arguments":{"items":[{"price":1,"name":"n\u006f"},{"price":9e0}],"note":"caf\u00e9 \ud83d\ude00"}}"""u8.ToArray(),
        """{ "name": "u", "arguments": null, "_meta": { "progressToken": 1 } }"""u8.ToArray(),
    ];

    private static readonly PolicyEvaluator Evaluator = new(new PolicySet(Policy.Parse("""
        {
          "version": "1", "default": "allow", "hide": ["hidden"],
          "tools": {
            "t": {
              "require": [
                { "path": "args.currency", "op": "in", "value": ["eur", "usd"] },
                { "path": "args.note", "op": "regex", "value": "^[a-z]*$" },
                { "path": "args.items[*].price", "op": "lt", "value": 10 } ],
              "deny_if": [
                { "path": "args.amount", "op": "gt", "value": 10000 },
                { "path": "args.tags", "op": "contains", "value": "x" },
                { "path": "args.path", "op": "path_within", "value": "/etc" } ],
              "limits": [{ "counter": "c", "window": "day", "max": 1000000, "increment_from": "args.amount" }]
            }
          }
        }
        """)));

    [Fact]
    public void Bytes_that_come_as_a_call_get_a_decision() => FuzzRun.ForEach(Cases, seed =>
    {
        var bytes = new ByteMutator(seed, Samples).Next();

        var before = GC.GetAllocatedBytesForCurrentThread();
        var decision = Evaluator.Evaluate(ToolCall.Parse(bytes, Policies.Alice));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, MaxAllocated);
        decision.Reservation.Complete(DispatchResult.NotDispatched);

        Assert.NotEqual(DecisionCodes.EngineFailed, decision.Code);
        if (!IsStrictJson(bytes))
            Assert.Equal(DecisionCodes.InvalidCall, decision.Code);
    });

    private static bool IsStrictJson(byte[] bytes)
    {
        try
        {
            using var document = JsonDocument.Parse(bytes, Strict);
            return true;
        }
        catch (Exception failure) when (failure is JsonException or InvalidOperationException)
        {
            return false;
        }
    }
}
