using PolicyLayer.Core.Documents;
using PolicyLayer.Core.Evaluation;
using PolicyLayer.Core.Limits;
using PolicyLayer.Core.Validation;

namespace PolicyLayer.Core.Compilation;

/// <summary>Compiles the limits of a policy, and numbers its counters as they come.</summary>
internal sealed class LimitCompiler(bool isShadow)
{
    private readonly List<LimitPlan> _counters = [];
    private readonly Dictionary<string, LimitPlan> _shared = new(StringComparer.Ordinal);

    /// <summary>The counters found so far, each at its ordinal.</summary>
    internal LimitPlan[] Counters => [.. _counters];

    internal IEnumerable<LimitUse> Compile(IReadOnlyList<LimitDocument> limits, string pointer)
    {
        foreach (var limit in limits)
        {
            var counter = limit.Counter!.Text;
            yield return new(Shared(limit, counter), $"{pointer}/limits/{JsonPointer.Escape(counter)}", limit.OnDeny);
        }
    }

    internal IEnumerable<LimitUse> CompileRateLimit(ToolDocument tool, string pointer)
    {
        if (tool.RateLimit is { } rateLimit)
        {
            var plan = Add(rateLimit, LimitPlan.RateLimitCounter, tool.Name, CounterScope.Session);
            yield return new(plan, $"{pointer}/rate_limit", onDeny: null);
        }
    }

    private LimitPlan Shared(LimitDocument limit, string counter)
    {
        if (!_shared.TryGetValue(counter, out var plan))
        {
            plan = Add(limit, counter, tool: null, CounterScopes.Read(limit.Scope)!.Value);
            _shared.Add(counter, plan);
        }

        return plan;
    }

    private LimitPlan Add(LimitDocument limit, string counter, string? tool, CounterScope scope)
    {
        DocumentNumber.TryReadWhole(limit.Max, out var max);
        var plan = new LimitPlan(
            counter, tool, _counters.Count, scope, WindowLength.Read(limit.Window)!.Value, checked((int)max), isShadow);
        _counters.Add(plan);
        return plan;
    }
}
