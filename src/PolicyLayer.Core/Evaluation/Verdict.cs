namespace PolicyLayer.Core.Evaluation;

/// <summary>
/// The constant part of a decision: made once per rule, limit or tool when a policy is compiled, so that deciding allocates
/// nothing and reading the message costs only the reader. Immutable.
/// </summary>
/// <param name="Outcome">What the host must do.</param>
/// <param name="Code">One of <see cref="DecisionCodes"/>.</param>
/// <param name="Rule">The pointer to what decided, or a name in parentheses.</param>
/// <param name="Text">What the policy says to the agent; <see langword="null"/> for the engine's own words.</param>
internal sealed record Verdict(PolicyOutcome Outcome, string Code, string Rule, string? Text = null)
{
    internal static readonly Verdict Allowed = new(PolicyOutcome.Allow, DecisionCodes.Allowed, "");
    internal static readonly Verdict NoPolicy = Deny(DecisionCodes.NoPolicy, "(no policy)");
    internal static readonly Verdict InvalidCall = Deny(DecisionCodes.InvalidCall, "(invalid call)");
    internal static readonly Verdict Hidden = Deny(DecisionCodes.Hidden, "(hidden)");
    internal static readonly Verdict NotListed = Deny(DecisionCodes.NotListed, "(default deny)");
    internal static readonly Verdict AmbiguousName = Deny(DecisionCodes.AmbiguousName, "(ambiguous name)");
    internal static readonly Verdict EngineFailed = Deny(DecisionCodes.EngineFailed, "(engine)");
    internal static readonly Verdict ApprovalInvalid = NotApproved(text: null);
    internal static readonly Verdict StoreFailed = Deny(DecisionCodes.StoreFailed, "(store)");

    internal static Verdict AskApproval(string rule, string? text) =>
        new(PolicyOutcome.ApprovalRequired, DecisionCodes.ApprovalRequired, rule, text);

    internal static Verdict NotApproved(string? text) => Deny(DecisionCodes.ApprovalInvalid, "(approval)", text);

    internal static Verdict Deny(string code, string rule, string? text = null) => new(PolicyOutcome.Deny, code, rule, text);
}
