using PolicyLayer.Core.Evaluation;

namespace PolicyLayer.Core;

/// <summary>What is known about a call before its limits are asked. An immutable value.</summary>
/// <param name="Verdict">The decision; <see langword="null"/> if only the limits of <paramref name="Tool"/> are left to ask.</param>
/// <param name="Tool">What the policy says about the tool, if the decision came as far.</param>
/// <param name="IsShadow">Whether the call is to be allowed, whatever is decided.</param>
/// <param name="Policy">The caller's policy, if it has one.</param>
/// <param name="Asking">Which approvals of <paramref name="Tool"/> ask.</param>
internal readonly record struct Ruling(
    Verdict? Verdict, ToolPlan? Tool, bool IsShadow, ServedPolicy? Policy, RuleSelection Asking)
{
    /// <summary>The same where those who were asked have approved.</summary>
    internal Ruling Approved() => this with { Verdict = Tool!.Limits.Length == 0 ? Verdict.Allowed : null, Asking = default };
}
