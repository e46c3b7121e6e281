using PolicyLayer.Core.Limits;

namespace PolicyLayer.Core.Evaluation;

/// <summary>Everything a policy says about one tool, in the order in which it is judged. Immutable.</summary>
internal sealed class ToolPlan
{
    /// <summary>A plan that decides every call the same way: hidden, or denied by its action.</summary>
    internal ToolPlan(Verdict always)
    {
        Always = always;
        Rules = [];
        Limits = [];
    }

    internal ToolPlan(RulePlan[] rules, LimitUse[] limits)
    {
        Rules = rules;
        LimitUses = limits;
        Limits = Array.ConvertAll(limits, static use => use.Limit);
    }

    /// <summary>The verdict on every call, or <see langword="null"/> if the rules and limits decide.</summary>
    internal Verdict? Always { get; }

    /// <summary>The rules in the order in which they are judged.</summary>
    internal RulePlan[] Rules { get; }

    /// <summary>The limits in the order in which they are reported.</summary>
    internal LimitPlan[] Limits { get; }

    /// <summary>What belongs to <see cref="Limits"/>, index by index.</summary>
    internal LimitUse[] LimitUses { get; } = [];

    /// <summary>Works out what a call costs each limit. The first verdict if it cannot be charged.</summary>
    internal Verdict? FindCosts(in ToolCall call, Span<long> costs)
    {
        for (var i = 0; i < LimitUses.Length; i++)
        {
            if (LimitUses[i].FindCost(call, out costs[i]) is { } verdict)
                return verdict;
        }

        return null;
    }
}
