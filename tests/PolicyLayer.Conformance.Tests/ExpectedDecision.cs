using System.Text;
using System.Text.Json;
using PolicyLayer.Core;

namespace PolicyLayer.Conformance.Tests;

/// <summary>
/// What a table says of a decision. A message, limits or rules that ask, where it does not give them, may be any; the rules
/// that ask are not compared with a decision that does not tell them. What would have happened in shadow mode is given there,
/// and nowhere else.
/// </summary>
internal sealed record ExpectedDecision(
    string Outcome,
    string Code,
    string Rule,
    string? Message = null,
    Milliseconds? RetryAfterMs = null,
    IReadOnlyList<ExpectedUsage>? Limits = null,
    IReadOnlyList<string>? Asks = null,
    ExpectedDecision? Shadow = null)
{
    /// <summary>The same, made without charging: where the limits stand is then another matter.</summary>
    internal ExpectedDecision BeforeTheCall => this with { Limits = null, Shadow = Shadow?.BeforeTheCall };

    /// <summary>Reads a decision as the command prints it.</summary>
    internal static ExpectedDecision Read(string json) =>
        JsonSerializer.Deserialize<ExpectedDecision>(json, DecisionTable.Options)!;

    internal bool Matches(ExpectedDecision actual) =>
        (Outcome, Code, Rule) == (actual.Outcome, actual.Code, actual.Rule)
            && MatchesWait(actual.RetryAfterMs)
            && (Message is null || Message == actual.Message)
            && (Limits is null || MatchesLimits(actual.Limits!))
            && (Asks is null || actual.Asks is null || Asks.SequenceEqual(actual.Asks))
            && (Shadow is null || actual.Shadow is null ? Shadow == actual.Shadow : Shadow.Matches(actual.Shadow));

    internal static ExpectedDecision Of(in PolicyDecision decision) => new(
        Word(decision.Outcome),
        decision.Code,
        decision.Rule,
        decision.Message,
        Wait(decision.RetryAfter),
        [.. decision.Usage.Select(ExpectedUsage.Of)],
        decision.ApprovalRequest?.Rules ?? [],
        decision.Shadow is { } shadow ? Of(shadow) : null);

    private static ExpectedDecision Of(in ShadowDecision shadow) => new(
        Word(shadow.Outcome),
        shadow.Code,
        shadow.Rule,
        shadow.Message,
        Wait(shadow.RetryAfter),
        [.. shadow.Usage.Select(ExpectedUsage.Of)]);

    private static Milliseconds? Wait(TimeSpan? wait) => wait is { } time ? Milliseconds.Of(time) : null;

    private static string Word(PolicyOutcome outcome) => outcome switch
    {
        PolicyOutcome.Allow => "allow",
        PolicyOutcome.Deny => "deny",
        PolicyOutcome.RateLimited => "rate_limited",
        _ => "approval_required",
    };

    private bool MatchesWait(Milliseconds? actual) =>
        RetryAfterMs is { } expected && actual is { } wait ? expected.Holds(wait) : RetryAfterMs is null && actual is null;

    private bool MatchesLimits(IReadOnlyList<ExpectedUsage> actual) =>
        Limits!.Count == actual.Count && Limits.Zip(actual).All(static pair => pair.First.Matches(pair.Second));

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
