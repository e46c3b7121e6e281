using System.Text.Json;
using PolicyLayer.Core.Limits;
using PolicyLayer.TestKit;

namespace PolicyLayer.Core.Tests.Approvals;

/// <summary>An engine under a policy that asks, with its clock and its tickets.</summary>
internal sealed class ApprovalSetting : IDisposable
{
    /// <summary>The tool <c>t</c> asks for every call; <c>r</c>, whose limit refunds nothing, too.</summary>
    internal const string Tools = """
        {
          "t": { "action": "require_approval", "limits": [{ "counter": "c", "window": "day", "max": 2 }] },
          "r": { "action": "require_approval", "limits": [
            { "counter": "n", "window": "day", "max": 1, "refund": "never" },
            { "counter": "s", "window": "day", "max": 1, "scope": "server", "refund": "never" } ] },
          "u": { "action": "require_approval" },
          "d": { "action": "require_approval", "deny_if": [{ "path": "args.amount", "op": "gt", "value": 100 }] }
        }
        """;

    internal const string Arguments = """{ "amount": 5, "to": { "name": "Zoë", "bank": "b" } }""";

    internal ApprovalSetting(IApprovalStore? store = null, ICounterStore? counters = null)
    {
        InMemory = new(timeProvider: Clock);
        Store = store ?? InMemory;
        Evaluator = new(new PolicySet(Policies.WithTools(Tools)), timeProvider: Clock, store: counters, approvals: Store);
    }

    internal ManualTimeProvider Clock { get; } = new();

    internal InMemoryApprovalStore InMemory { get; }

    internal IApprovalStore Store { get; }

    internal PolicyEvaluator Evaluator { get; }

    public void Dispose() => InMemory.Dispose();

    internal static ToolCall Transfer(string tool = "t", string arguments = Arguments, CallerContext? caller = null) =>
        new(tool, JsonElement.Parse(arguments), caller ?? Policies.Alice);

    internal async Task<ApprovalRequest> AskedAsync(ToolCall call)
    {
        var request = (await Evaluator.EvaluateAsync(call)).ApprovalRequest!;
        Assert.True(await Store.AddAsync(request));
        return request;
    }

    /// <summary>The ticket of a call that a person has approved.</summary>
    internal async Task<string> ApprovedAsync(ToolCall call)
    {
        var request = await AskedAsync(call);
        Assert.True(await Store.ApproveAsync(request.Id, "carol"));
        return request.Id;
    }

    /// <summary>How much is left of each limit of a tool, for Alice.</summary>
    internal async Task<IReadOnlyList<long>> LeftAsync(string tool)
    {
        var open = new PolicySet(Policies.WithTools(Tools.Replace("\"action\": \"require_approval\", \"limits\"", "\"limits\"", StringComparison.Ordinal)));
        Evaluator.Update(open);
        var left = (await Evaluator.PreviewAsync(Transfer(tool))).Usage.Select(limit => limit.Remaining).ToArray();
        Evaluator.Update(new PolicySet(Policies.WithTools(Tools)));
        return left;
    }
}
