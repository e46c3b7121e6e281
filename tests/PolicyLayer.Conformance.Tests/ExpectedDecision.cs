using System.Text;
using PolicyLayer.Core;

namespace PolicyLayer.Conformance.Tests;

/// <summary>
/// What a table says of a decision. A message, limits or rules that ask, where it does not give them, may be any. What would
/// have happened in shadow mode is given there, and nowhere else.
/// </summary>
internal sealed record ExpectedDecision(
    string Outcome,
    string Code,
    string Rule,
    string? Message = null,
    double? RetryAfterMs = null,
    IReadOnlyList<ExpectedUsage>? Limits = null,
    IReadOnlyList<string>? Asks = null,
    ExpectedDecision? Shadow = null)
{
    /// <summary>The same, made without charging: where the limits stand is then another matter.</summary>
    internal ExpectedDecision BeforeTheCall => this with { Limits = null, Shadow = Shadow?.BeforeTheCall };

    internal bool Matches(ExpectedDecision actual) =>
        (Outcome, Code, Rule, RetryAfterMs) == (actual.Outcome, actual.Code, actual.Rule, actual.RetryAfterMs)
            && (Message is null || Message == actual.Message)
            && (Limits is null || Limits.SequenceEqual(actual.Limits!))
            && (Asks is null || Asks.SequenceEqual(actual.Asks!))
            && (Shadow is null || actual.Shadow is null ? Shadow == actual.Shadow : Shadow.Matches(actual.Shadow));

    internal static ExpectedDecision Of(in PolicyDecision decision) => new(
        Word(decision.Outcome),
        decision.Code,
        decision.Rule,
        decision.Message,
        decision.RetryAfter?.TotalMilliseconds,
        [.. decision.Usage.Select(ExpectedUsage.Of)],
        decision.ApprovalRequest?.Rules ?? [],
        decision.Shadow is { } shadow ? Of(shadow) : null);

    private static ExpectedDecision Of(in ShadowDecision shadow) => new(
        Word(shadow.Outcome),
        shadow.Code,
        shadow.Rule,
        shadow.Message,
        shadow.RetryAfter?.TotalMilliseconds,
        [.. shadow.Usage.Select(ExpectedUsage.Of)]);

    private static string Word(PolicyOutcome outcome) => outcome switch
    {
        PolicyOutcome.Allow => "allow",
        PolicyOutcome.Deny => "deny",
        PolicyOutcome.RateLimited => "rate_limited",
        _ => "approval_required",
    };

    private bool PrintMembers(StringBuilder builder)
    {
        builder.Append(Outcome).Append(", ").Append(Code).Append(", \"").Append(Rule).Append('"');
        if (RetryAfterMs is not null)
            builder.Append(", retry after ").Append(RetryAfterMs).Append(" ms");
        if (Message is not null)
            builder.Append(", \"").Append(Message).Append('"');
        if (Limits is not null)
            builder.Append(", ").AppendJoin(", ", Limits);
        if (Asks is { Count: > 0 })
            builder.Append(", asked by ").AppendJoin(", ", Asks);
        if (Shadow is not null)
            builder.Append(", shadow: ").Append(Shadow);
        return true;
    }
}
