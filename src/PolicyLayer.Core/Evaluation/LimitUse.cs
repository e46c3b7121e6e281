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
    private readonly string? _costText;

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
    internal LimitUse(LimitPlan limit, string pointer, string? onDeny, ValuePath costPath, string costText)
        : this(limit, pointer, onDeny)
    {
        _costPath = costPath;
        _costText = costText;
    }

    internal LimitPlan Limit { get; }

    internal string Pointer { get; }

    /// <summary>What every call costs; <see langword="null"/> if that is an argument of the call, or more than the limit allows.</summary>
    internal long? FixedCost => _costPath is null && _cost <= Limit.Shape.Burst ? _cost : null;

    /// <summary>Whether the cost is an argument of the call.</summary>
    internal bool IsCostFromArgument => _costPath is not null;

    internal Verdict RateLimited { get; }

    internal Verdict CostExceedsLimit { get; }

    internal Verdict CostInvalid { get; }

    internal Verdict CounterCapacity { get; }

    /// <summary>Works out what the call costs. The verdict if it cannot be charged; otherwise <see langword="null"/>.</summary>
    internal Verdict? FindCost(in ToolCall call, out long cost)
    {
        cost = _cost;
        if (_costPath is not null && Read(_costPath, call, out cost, out _) != Judgement.Holds)
            return CostInvalid;

        return cost > Limit.Shape.Burst ? CostExceedsLimit : null;
    }

    /// <summary>Works out what the call costs, and says what it saw. What an argument says is a value, and told only as such.</summary>
    internal LimitTrace Explain(in ToolCall call, LimitUsage? usage, bool withCost)
    {
        var kind = JsonValueKind.Undefined;
        var judgement = _costPath is null ? Judgement.Holds : Read(_costPath, call, out _, out kind);
        var isCharged = FindCost(call, out var cost) is null;
        return new(Pointer, Limit.Counter, Limit.Shape.Burst)
        {
            CostPath = _costText,
            CostJudgement = judgement == Judgement.Holds && !isCharged ? Judgement.Fails : judgement,
            CostKind = kind,
            Cost = judgement == Judgement.Holds && (withCost || _costPath is null) ? cost : null,
            Remaining = usage?.Remaining,
            Reset = usage?.Reset,
        };
    }

    // The fixed cost is of the policy; that of an argument was not worked out.
    internal LimitTrace NotReached() =>
        new(Pointer, Limit.Counter, Limit.Shape.Burst) { CostPath = _costText, Cost = _costPath is null ? _cost : null };

    // Holds if the argument is a cost, fails if it is absent or a number that is none.
    private static Judgement Read(ValuePath path, in ToolCall call, out long cost, out JsonValueKind kind)
    {
        cost = 0;
        var resolution = path.Resolve(call, out var value);
        kind = ToldKind.Of(value.ValueKind);
        if (resolution != Resolution.Found)
            return resolution == Resolution.Absent ? Judgement.Fails : resolution.ToJudgement();
        if (value.ValueKind != JsonValueKind.Number)
            return Judgement.WrongType;
        if (!ExactNumber.TryParse(JsonMarshal.GetRawUtf8Value(value), out var number))
            return Judgement.NotExact;
        if (number is < 0 or > MaxCost || number != decimal.Truncate(number))
            return Judgement.Fails;

        cost = (long)number;
        return Judgement.Holds;
    }
}
