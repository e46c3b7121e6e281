using PolicyLayer.Core.Documents;
using PolicyLayer.Core.Evaluation;
using PolicyLayer.Core.Limits;
using PolicyLayer.Core.Validation;

namespace PolicyLayer.Core.Compilation;

/// <summary>Compiles the limits of a policy, and numbers its counters as they come.</summary>
internal sealed class LimitCompiler
{
    private readonly List<LimitPlan> _counters = [];
    private readonly Dictionary<string, LimitPlan> _shared = new(StringComparer.Ordinal);
    private readonly HashSet<string> _countedByAmount;
    private readonly HashSet<string> _chargedByArgument;
    private readonly bool _isShadow;

    /// <summary>A compiler for a document whose limits are <paramref name="limits"/>.</summary>
    internal LimitCompiler(IEnumerable<LimitDocument> limits, bool isShadow)
    {
        LimitDocument[] all = [.. limits];
        _isShadow = isShadow;
        _countedByAmount =
        [
            .. all
                .Where(static limit => CostOf(limit) != 1 || limit.IncrementFrom is not null)
                .Select(static limit => limit.Counter!.Text),
        ];
        _chargedByArgument = [.. all.Where(static limit => limit.IncrementFrom is not null).Select(static limit => limit.Counter!.Text)];
    }

    /// <summary>The counters found so far, each at its ordinal.</summary>
    internal LimitPlan[] Counters => [.. _counters];

    internal IEnumerable<LimitUse> Compile(IReadOnlyList<LimitDocument> limits, string pointer)
    {
        foreach (var limit in limits)
        {
            var plan = Shared(limit) with { Refund = LimitWords.Refund(limit.Refund)!.Value };
            var place = $"{pointer}/limits/{JsonPointer.Escape(plan.Counter)}";
            yield return limit.IncrementFrom is { } path
                ? new(plan, place, limit.OnDeny, PathParser.Parse(path.Text).Path!, path.Text)
                : new(plan, place, limit.OnDeny, CostOf(limit));
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

    private LimitPlan Shared(LimitDocument limit)
    {
        var counter = limit.Counter!.Text;
        if (!_shared.TryGetValue(counter, out var plan))
        {
            plan = Add(limit, counter, tool: null, CounterScopes.Read(limit.Scope)!.Value);
            _shared.Add(counter, plan);
        }

        return plan;
    }

    private LimitPlan Add(LimitDocument limit, string counter, string? tool, CounterScope scope)
    {
        // The window of a tool's own costs 1, whatever a counter that happens to be called like it is charged.
        var shape = BudgetReader.Read(limit)!.Value;
        var isCountedOneByOne = tool is not null || !_countedByAmount.Contains(counter);
        var isChargedByArgument = tool is null && _chargedByArgument.Contains(counter);
        var plan = new LimitPlan(
            counter, tool, _counters.Count, scope, shape, isCountedOneByOne, isChargedByArgument, IsShadow: _isShadow);
        _counters.Add(plan);
        return plan;
    }

    private static long CostOf(LimitDocument limit) => DocumentNumber.TryReadWhole(limit.Increment, out var cost) ? cost : 1;
}
