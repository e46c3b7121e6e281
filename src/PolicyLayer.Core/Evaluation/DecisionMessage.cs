using System.Globalization;

namespace PolicyLayer.Core.Evaluation;

/// <summary>The engine's own words to the agent: short, without values, rules or anything that tells hidden from unlisted.</summary>
internal static class DecisionMessage
{
    internal static string For(Verdict verdict, string? tool, TimeSpan? retryAfter) =>
        verdict.Text is { Length: > 0 } ? verdict.Text : EnginesOwn(verdict.Code, tool, retryAfter);

    private static string EnginesOwn(string code, string? tool, TimeSpan? retryAfter) => code switch
    {
        DecisionCodes.Allowed => "",
        DecisionCodes.NoPolicy => "No policy allows this caller to use tools.",
        DecisionCodes.InvalidCall => "The call is malformed.",
        // One text for all three: a name that is too close to a hidden one must not tell that there is one.
        DecisionCodes.Hidden or DecisionCodes.NotListed or DecisionCodes.AmbiguousName =>
            $"The tool \"{tool}\" is not available.",
        DecisionCodes.DeniedByAction => $"The tool \"{tool}\" is denied by policy.",
        DecisionCodes.RequirementFailed => $"The call does not meet a requirement of the policy for \"{tool}\".",
        DecisionCodes.DenyRuleMatched => $"The policy for \"{tool}\" forbids this call.",
        DecisionCodes.ApprovalRequired => $"A person has to approve this call of \"{tool}\" first.",
        // One text for all that is wrong with an approval: which of it is for the host.
        DecisionCodes.ApprovalInvalid => $"This call of \"{tool}\" is not approved.",
        DecisionCodes.CostInvalid =>
            $"A limit of \"{tool}\" counts an argument that is missing, or is not one whole number from 0 to 10^12.",
        DecisionCodes.CostExceedsLimit => $"The call asks for more than the policy for \"{tool}\" can ever allow.",
        DecisionCodes.RateLimited => $"The rate limit of \"{tool}\" is reached. Try again in {Seconds(retryAfter)} s.",
        DecisionCodes.CounterCapacity => "Too many callers are counted at the moment.",
        DecisionCodes.StoreFailed => "The call cannot be counted at the moment.",
        _ => "The call cannot be judged at the moment.",
    };

    private static string Seconds(TimeSpan? wait) =>
        Math.Ceiling((wait ?? TimeSpan.Zero).TotalSeconds).ToString(CultureInfo.InvariantCulture);
}
