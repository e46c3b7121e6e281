using System.Text.Json;
using static PolicyLayer.Core.Tests.Policies;

namespace PolicyLayer.Core.Tests;

public sealed class AllocationTests
{
    private static readonly string Tools = $$"""
        {
          "open": {},
          "ruled": { "deny_if": [
            { "path": "args.amount", "op": "gt", "value": 100 },
            { "path": "args.currency", "op": "not_in", "value": ["EUR", "USD"] } ] },
          "text": { "require": [
            { "path": "args.memo", "op": "regex", "value": "^[a-z ]+$" },
            { "path": "args.memo", "op": "contains", "value": "ent" },
            { "path": "args.memo", "op": "starts_with", "value": "re" },
            { "path": "args.memo", "op": "ends_with", "value": "nt" },
            { "path": "args.tags", "op": "contains", "value": "old" },
            { "path": "args.file", "op": "path_within", "value": ["/opt", "/srv/data"] } ] },
          "elements": { "require": [
            { "path": "args.items[*].price", "op": "lt", "value": 10 },
            { "path": "args.items[*].names[*]", "op": "starts_with", "value": "n" } ] },
          "asked": { "action": "require_approval", "require_approval_if": [{ "path": "args.amount", "op": "gt", "value": 1 }] },
          "not asked": { "require_approval_if": [{ "path": "args.amount", "op": "gt", "value": 100 }] },
          "long text": { "require": [
            { "path": "args.long", "op": "regex", "value": "^[a-z/]+$" },
            { "path": "args.long", "op": "contains", "value": "a/a" },
            { "path": "args.long", "op": "path_within", "value": "/a/a" } ] },
          "limited": { "limits": [{{Limit("a", 100, "1")}}, {{Limit("b", 100, "1")}}] },
          "limited once": { "limits": [{{Limit("d", 100, "1")}}] },
          "limited by four": { "limits": [
            {{Limit("e", 100, "1")}}, {{Limit("f", 100, "1")}}, {{Limit("g", 100, "1")}}, {{Limit("h", 100, "1")}}] },
          "exhausted": { "limits": [{{Limit("c", 1, "\"day\"")}}] }
        }
        """;

    private static readonly string Arguments = $$"""
        {
          "amount": 12.5, "currency": "EUR", "memo": "r\u0065nt", "tags": ["new", "old"], "file": "/srv/./x/../data//a",
          "items": [{ "price": 1.5, "names": ["no", "n\u006fne"] }, { "price": 9, "names": [] }],
          "long": "{{string.Concat(Enumerable.Repeat("/a", 1_000))}}"
        }
        """;

    public static TheoryData<string> Names =>
    [
        "open", "ruled", "text", "long text", "elements", "not asked", "limited", "limited once", "limited by four",
        "exhausted", "unlisted",
    ];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_decision_allocates_nothing_once_the_counters_exist(string tool) =>
        AssertFree(tool, mode: "enforce", isAllowed: tool is not ("exhausted" or "unlisted"));

    // In enforcement, a call that a person is asked about has a request.
    [Theory]
    [InlineData("asked")]
    [MemberData(nameof(Names))]
    public void A_decision_in_shadow_mode_allocates_nothing_either(string tool) =>
        AssertFree(tool, mode: "shadow", isAllowed: true);

    [Theory]
    [InlineData("open")]
    [InlineData("ruled")]
    [InlineData("text")]
    [InlineData("limited once")]
    [InlineData("limited by four")]
    [InlineData("exhausted")]
    [InlineData("unlisted")]
    public void A_decision_without_arguments_allocates_nothing(string tool)
    {
        var evaluator = EvaluatorIn("enforce");
        var caller = evaluator.Resolve(Alice);
        evaluator.Evaluate(new(tool, default(JsonElement), caller));

        AssertFree(evaluator, [new(tool, default(JsonElement), caller), new(tool, (IDictionary<string, JsonElement>?)null, Alice)]);
    }

    [Fact]
    public void The_first_call_of_a_resolved_caller_after_a_reload_allocates_nothing_either()
    {
        var policies = new PolicySet(WithLimit(max: 100));
        var evaluator = new PolicyEvaluator(policies);
        var least = long.MaxValue;
        for (var i = 0; i < 50; i++)
        {
            var caller = evaluator.Resolve(new("server", $"{i}"));
            Complete(evaluator.Evaluate(Call(caller: caller)));
            evaluator.Update(policies);

            var before = GC.GetAllocatedBytesForCurrentThread();
            Complete(evaluator.Evaluate(Call(caller: caller)));
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        Assert.Equal(0, least);
    }

    private static void Complete(in PolicyDecision decision)
    {
        Assert.True(decision.IsAllowed);
        decision.Reservation.Complete(DispatchResult.Succeeded);
    }

    private static PolicyEvaluator EvaluatorIn(string mode) => new(new PolicySet(
        Policy.Parse($$"""{ "version": "1", "default": "deny", "mode": "{{mode}}", "tools": {{Tools}} }""")));

    private static void AssertFree(string tool, string mode, bool isAllowed)
    {
        var evaluator = EvaluatorIn(mode);
        var caller = evaluator.Resolve(Alice);
        var element = JsonDocument.Parse(Arguments).RootElement;
        var members = element.EnumerateObject().ToDictionary(member => member.Name, member => member.Value);
        ToolCall[] calls = [new(tool, element, caller), new(tool, members, caller), new(tool, element, Alice)];
        evaluator.Evaluate(calls[0]);
        Assert.All(calls, call => Assert.Equal(isAllowed, evaluator.Preview(call).IsAllowed));

        AssertFree(evaluator, calls);
    }

    private static void AssertFree(PolicyEvaluator evaluator, ToolCall[] calls)
    {
        const int Batches = 200;
        const int Calls = 1_000;

        // Code that the runtime has not optimised yet may box; once it has, a whole batch allocates nothing.
        var least = long.MaxValue;
        for (var batch = 0; batch < Batches && least > 0; batch++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            Decide(evaluator, calls, Calls);
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        Assert.Equal(0, least);
    }

    private static void Decide(PolicyEvaluator evaluator, ToolCall[] calls, int times)
    {
        for (var i = 0; i < times; i++)
        {
            foreach (ref readonly var call in calls.AsSpan())
                evaluator.Evaluate(call).Reservation.Complete(DispatchResult.NotDispatched);
        }
    }
}
