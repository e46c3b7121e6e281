using System.Text.Json;
using Xunit.Abstractions;

namespace PolicyLayer.Core.Tests.Fuzz;

/// <summary>Whatever bytes come as a call: a decision, within bounds, and never an exception.</summary>
public sealed class CallFuzzTests(ITestOutputHelper output)
{
    private const int Cases = 50_000;
    private const int AtLeast = 100;
    private const long MaxAllocated = 16L << 20;

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    // The first two pass every rule, and stand near what the rules and limits allow.
    private static readonly FuzzSamples Samples = new(
    [
        """
        { "name": "t", "arguments": { "amount": 7600, "count": 3, "currency": "eur", "note": "abc", "path": "/srv/data/x",
          "tags": ["a", "b"], "items": [{ "price": 1, "name": "n\u006f" }, { "price": 9e0 }] } }
        """u8.ToArray(),
        """{"name":"t","arguments":{"items":[{"price":9.99}],"note":"","currency":"usd","amount":10000,"count":5}}"""u8.ToArray(),
        """
        {"name":"t","arguments":{"items":[{"price":10}],"note":"caf\u00e9 \ud83d\ude00","currency":"chf","tags":"x","path":"/srv/../etc/x"}}
        """u8.ToArray(),
        """{ "name": "u", "arguments": null, "_meta": { "progressToken": 1 } }"""u8.ToArray(),
        """{ "name": "hidden" }"""u8.ToArray(),
        """{ "name": "closed", "arguments": {} }"""u8.ToArray(),
        """{ "name": "asking", "arguments": { "amount": 51 } }"""u8.ToArray(),
        """{ "name": " T", "arguments": {} }"""u8.ToArray(),
    ]);

    private static readonly string[] Reachable =
    [
        DecisionCodes.Allowed, DecisionCodes.InvalidCall, DecisionCodes.Hidden, DecisionCodes.NotListed, DecisionCodes.AmbiguousName,
        DecisionCodes.DeniedByAction, DecisionCodes.ApprovalRequired, DecisionCodes.CostInvalid, DecisionCodes.CostExceedsLimit,
        DecisionCodes.RateLimited,
        "/all_tools/deny_if/args.path-path_within", "/tools/t/require/args.currency-in", "/tools/t/require/args.note-regex",
        "/tools/t/require/args.items[*].price-lt", "/tools/t/deny_if/args.amount-gt", "/tools/t/deny_if/args.tags-contains",
        "/tools/t/limits/amount", "/tools/t/limits/count", "/tools/asking/require_approval_if/args.amount-gt",
    ];

    private static readonly PolicyEvaluator Evaluator = new(new PolicySet(
    [
        new(Policy.Parse("""
            {
              "version": "1", "default": "allow", "hide": ["hidden"],
              "all_tools": { "deny_if": [{ "path": "args.path", "op": "path_within", "value": "/etc" }] },
              "tools": {
                "t": {
                  "require": [
                    { "path": "args.currency", "op": "in", "value": ["eur", "usd"] },
                    { "path": "args.note", "op": "regex", "value": "^[a-z]*$" },
                    { "path": "args.items[*].price", "op": "lt", "value": 10 } ],
                  "deny_if": [
                    { "path": "args.amount", "op": "gt", "value": 10000 },
                    { "path": "args.tags", "op": "contains", "value": "x" } ],
                  "limits": [
                    { "counter": "amount", "window": "day", "max": 15000, "increment_from": "args.amount" },
                    { "counter": "count", "window": "hour", "max": 5, "algorithm": "token_bucket", "increment_from": "args.count" } ]
                },
                "closed": { "action": "deny" },
                "asking": { "require_approval_if": [{ "path": "args.amount", "op": "gt", "value": 50 }] }
              }
            }
            """)),
        new(Policies.WithTools("""{ "t": {} }"""), Policies.Bob.Server, Policies.Bob.Grant),
    ]));

    [Fact]
    public void Bytes_that_come_as_a_call_get_a_decision()
    {
        var tally = new FuzzTally();
        var isTelling = FuzzRun.ForEach(Cases, seed => Try(seed, tally));

        output.WriteLine(tally.ToString());
        if (isTelling)
            tally.AssertReached(AtLeast, Reachable);
    }

    private static void Try(int seed, FuzzTally tally)
    {
        var bytes = CaseMaker.Make(seed, Samples);
        var caller = seed % 16 == 0 ? Policies.Bob : Policies.Alice;

        var before = GC.GetAllocatedBytesForCurrentThread();
        var call = ToolCall.Parse(bytes, caller);
        var decision = Evaluator.Evaluate(call);
        var next = Evaluator.Evaluate(call);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, MaxAllocated);
        decision.Reservation.Complete(DispatchResult.NotDispatched);
        next.Reservation.Complete(DispatchResult.NotDispatched);

        Count(decision, tally);
        Count(next, tally);
        if (!IsStrictJson(bytes))
            Assert.Equal(DecisionCodes.InvalidCall, decision.Code);
    }

    private static void Count(in PolicyDecision decision, FuzzTally tally)
    {
        Assert.NotEqual(DecisionCodes.EngineFailed, decision.Code);
        tally.Count(decision.Code);
        if (decision.Rule.StartsWith('/'))
            tally.Count(decision.Rule);
    }

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
