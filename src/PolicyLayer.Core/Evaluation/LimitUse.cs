using System.Runtime.InteropServices;
using System.Text.Json;
using PolicyLayer.Core.Limits;

namespace PolicyLayer.Core.Evaluation;

/// <summary>A limit of a tool: what a call costs, and the verdicts the limit can give. Immutable.</summary>
internal sealed class LimitUse
{
    internal const long MaxCost = 1_000_000_000_000;

    private readonly long _cost;
    private readonly ValuePath? _costPath;

    /// <summary>A limit with a fixed cost.</summary>
    internal LimitUse(LimitPlan limit, string pointer, string? onDeny, long cost = 1)
    {
        _cost = cost;
        Limit = limit;
        Pointer = pointer;
        RateLimited = new(PolicyOutcome.RateLimited, DecisionCodes.RateLimited, pointer, onDeny);
        CostExceedsLimit = Verdict.Deny(DecisionCodes.CostExceedsLimit, pointer, onDeny);
        CostInvalid = Verdict.Deny(DecisionCodes.CostInvalid, pointer, onDeny);
        CounterCapacity = Verdict.Deny(DecisionCodes.CounterCapacity, pointer);
    }

    /// <summary>A limit whose cost is an argument of the call.</summary>
    internal LimitUse(LimitPlan limit, string pointer, string? onDeny, ValuePath costPath)
        : this(limit, pointer, onDeny) => _costPath = costPath;

    internal LimitPlan Limit { get; }

    internal string Pointer { get; }

    internal Verdict RateLimited { get; }

    internal Verdict CostExceedsLimit { get; }

    internal Verdict CostInvalid { get; }

    internal Verdict CounterCapacity { get; }

    /// <summary>Works out what the call costs. The verdict if it cannot be charged; otherwise <see langword="null"/>.</summary>
    internal Verdict? FindCost(in ToolCall call, out long cost)
    {
        cost = _cost;
        if (_costPath is not null && !TryRead(_costPath, call, out cost))
            return CostInvalid;

        return cost > Limit.Shape.Burst ? CostExceedsLimit : null;
    }

    private static bool TryRead(ValuePath path, in ToolCall call, out long cost)
    {
        cost = 0;
        if (path.Resolve(call, out var value) != Resolution.Found
            || value.ValueKind != JsonValueKind.Number
            || !ExactNumber.TryParse(JsonMarshal.GetRawUtf8Value(value), out var number)
            || number is < 0 or > MaxCost
            || number != decimal.Truncate(number))
        {
            return false;
        }

        cost = (long)number;
        return true;
    }
}
