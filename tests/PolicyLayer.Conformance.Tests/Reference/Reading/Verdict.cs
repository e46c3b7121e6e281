namespace PolicyLayer.Conformance.Tests.Reference.Reading;

/// <summary>A decision that needs no counter, or the part of one that does not depend on it.</summary>
/// <param name="Outcome">The outcome.</param>
/// <param name="Code">The code.</param>
/// <param name="Rule">The pointer of what decides.</param>
/// <param name="Text">What the policy says to the agent, if it says anything.</param>
internal sealed record Verdict(string Outcome, string Code, string Rule, string? Text = null)
{
    internal static Verdict Allowed { get; } = new("allow", "allowed", "");

    internal static Verdict NotApproved { get; } = Deny("approval_invalid", "(approval)");

    /// <summary>The pointers of all rules that ask a person.</summary>
    internal IReadOnlyList<string> Asks { get; init; } = [];

    internal static Verdict Deny(string code, string rule, string? text = null) => new("deny", code, rule, text);

    internal static Verdict RateLimited(Limit limit) => new("rate_limited", "rate_limited", limit.Pointer, limit.OnDeny);

    internal static Verdict Spent(Limit limit) => Deny("cost_exceeds_limit", limit.Pointer, limit.OnDeny);

    /// <summary>What the agent is told: the policy's text, else the engine's.</summary>
    internal string MessageFor(string tool, double? retryAfterMs) => Text is { Length: > 0 } ? Text : Code switch
    {
        "allowed" => "",
        "no_policy" => "No policy allows this caller to use tools.",
        "invalid_call" => "The call is malformed.",
        "hidden" or "not_listed" or "ambiguous_name" => $"The tool \"{tool}\" is not available.",
        "denied_by_action" => $"The tool \"{tool}\" is denied by policy.",
        "requirement_failed" => $"The call does not meet a requirement of the policy for \"{tool}\".",
        "deny_rule_matched" => $"The policy for \"{tool}\" forbids this call.",
        "approval_required" => $"A person has to approve this call of \"{tool}\" first.",
        "approval_invalid" => $"This call of \"{tool}\" is not approved.",
        "cost_invalid" => $"A limit of \"{tool}\" counts an argument that is missing, or is not one whole number from 0 to 10^12.",
        "cost_exceeds_limit" => $"The call asks for more than the policy for \"{tool}\" can ever allow.",
        "rate_limited" => $"The rate limit of \"{tool}\" is reached. Try again in {Math.Ceiling(retryAfterMs!.Value / 1000)} s.",
        _ => "The call cannot be judged at the moment.",
    };
}
