using System.Text;
using PolicyLayer.Core;

namespace PolicyLayer.Conformance.Tests;

/// <summary>What a table says of a decision. A message or limits that it does not give may be any.</summary>
internal sealed record ExpectedDecision(
    string Outcome,
    string Code,
    string Rule,
    string? Message = null,
    double? RetryAfterMs = null,
    IReadOnlyList<ExpectedUsage>? Limits = null)
{
    internal bool Matches(ExpectedDecision actual) =>
        (Outcome, Code, Rule, RetryAfterMs) == (actual.Outcome, actual.Code, actual.Rule, actual.RetryAfterMs)
            && (Message is null || Message == actual.Message)
            && (Limits is null || Limits.SequenceEqual(actual.Limits!));

    internal static ExpectedDecision Of(in PolicyDecision decision) => new(
        decision.Outcome switch
        {
            PolicyOutcome.Allow => "allow",
            PolicyOutcome.Deny => "deny",
            PolicyOutcome.RateLimited => "rate_limited",
            _ => "approval_required",
        },
        decision.Code,
        decision.Rule,
        decision.Message,
        decision.RetryAfter?.TotalMilliseconds,
        [.. decision.Usage.Select(ExpectedUsage.Of)]);

    private bool PrintMembers(StringBuilder builder)
    {
        builder.Append(Outcome).Append(", ").Append(Code).Append(", \"").Append(Rule).Append('"');
        if (RetryAfterMs is not null)
            builder.Append(", retry after ").Append(RetryAfterMs).Append(" ms");
        if (Message is not null)
            builder.Append(", \"").Append(Message).Append('"');
        if (Limits is not null)
            builder.Append(", ").AppendJoin(", ", Limits);
        return true;
    }
}
