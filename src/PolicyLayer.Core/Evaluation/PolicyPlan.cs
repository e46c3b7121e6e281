using System.Collections.Frozen;
using PolicyLayer.Core.Limits;

namespace PolicyLayer.Core.Evaluation;

/// <summary>A compiled policy: one frozen lookup by tool name, and what applies to every other name. Immutable.</summary>
/// <param name="tools">What the policy lists or hides, by exact name; a tool that is both is hidden.</param>
/// <param name="hidesAll">Whether <c>hide</c> holds <c>*</c>.</param>
/// <param name="unlisted">The plan of every other tool under <c>default: allow</c>; <see langword="null"/> under <c>deny</c>.</param>
/// <param name="counters">The counters of the policy, one limit for each, by <see cref="LimitPlan.Ordinal"/>.</param>
/// <param name="isShadow">Whether the policy is in shadow mode.</param>
internal sealed class PolicyPlan(
    FrozenDictionary<string, ToolPlan> tools, bool hidesAll, ToolPlan? unlisted, LimitPlan[] counters, bool isShadow)
{
    private static readonly ToolPlan HiddenTool = new(Verdict.Hidden);
    private static readonly ToolPlan NotListed = new(Verdict.NotListed);
    private static readonly ToolPlan Ambiguous = new(Verdict.AmbiguousName);
    private static readonly ToolPlan Invalid = new(Verdict.InvalidCall);

    private readonly LookalikeNames? _lookalikes = unlisted is null ? null : new(tools.Keys);

    internal LimitPlan[] Counters => counters;

    /// <summary>Whether the policy only says what it would decide.</summary>
    internal bool IsShadow => isShadow;

    /// <summary>Finds what decides a call of <paramref name="tool"/>.</summary>
    internal ToolPlan Find(string tool)
    {
        if (!tools.TryGetValue(tool, out var plan))
            return FindUnlisted(tool);

        return hidesAll ? HiddenTool : plan;
    }

    /// <summary>Whether the tool stays in lists: in shadow mode, or if <c>hide</c> leaves it there.</summary>
    internal bool Shows(string tool) => isShadow || (
        !hidesAll && !(tools.TryGetValue(tool, out var plan) && ReferenceEquals(plan.Always, Verdict.Hidden)));

    /// <summary>Whether a call of the tool can be allowed at all.</summary>
    internal bool CanAllow(string tool) => isShadow ? ToolName.IsValid(tool) : Find(tool).CanAllow;

    /// <summary>Whether lists show the same under this policy and another one, whichever tools there are.</summary>
    internal bool ListsAs(PolicyPlan other)
    {
        if (isShadow || other.IsShadow)
            return isShadow == other.IsShadow;
        if (OthersListed != other.OthersListed)
            return false;

        // Which of the other names are lookalikes depends on those that are listed.
        var names = tools.Keys.ToHashSet(StringComparer.Ordinal);
        return !(OthersListed.CanAllow && !names.SetEquals(other.Names))
            && names.Union(other.Names).All(tool => Shows(tool) == other.Shows(tool) && CanAllow(tool) == other.CanAllow(tool));
    }

    private IEnumerable<string> Names => tools.Keys;

    private (bool AreHidden, bool CanAllow) OthersListed => (hidesAll, unlisted?.CanAllow ?? false);

    // A listed name was checked when the policy was loaded; only other names need the check at call time.
    private ToolPlan FindUnlisted(string tool)
    {
        if (!ToolName.IsValid(tool))
            return Invalid;
        if (hidesAll)
            return HiddenTool;
        if (unlisted is null)
            return NotListed;

        return _lookalikes!.Resembles(tool) ? Ambiguous : unlisted;
    }
}
