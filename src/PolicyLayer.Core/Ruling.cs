using PolicyLayer.Core.Evaluation;
using PolicyLayer.Core.Limits;

namespace PolicyLayer.Core;

/// <summary>What is known about a call before its limits are asked.</summary>
internal struct Ruling
{
    /// <summary>The decision; <see langword="null"/> if only the limits of <see cref="Tool"/> are left to ask.</summary>
    internal Verdict? Verdict;

    /// <summary>What the policy says about the tool, if the decision came as far.</summary>
    internal ToolPlan? Tool;

    /// <summary>Which approvals of <see cref="Tool"/> ask.</summary>
    internal RuleSelection Asking;

    /// <summary>Whether the call is to be allowed, whatever is decided.</summary>
    internal bool IsShadow;

    /// <summary>Whose counters the limits charge.</summary>
    internal Caller Caller;
}
