namespace PolicyLayer.Core;

/// <summary>
/// The stable codes that say why a decision is what it is. A code never changes its meaning; new ones may be added.
/// </summary>
public static class DecisionCodes
{
    /// <summary>Every rule and limit let the call pass.</summary>
    public const string Allowed = "allowed";

    /// <summary>The caller's (server, grant) has no policy.</summary>
    public const string NoPolicy = "no_policy";

    /// <summary>The tool name or the arguments are malformed, too large or too deep.</summary>
    public const string InvalidCall = "invalid_call";

    /// <summary>The policy hides the tool.</summary>
    public const string Hidden = "hidden";

    /// <summary>The tool is not listed, and the policy denies what it does not list.</summary>
    public const string NotListed = "not_listed";

    /// <summary>The name is not listed but reads like a listed or hidden one.</summary>
    public const string AmbiguousName = "ambiguous_name";

    /// <summary>The tool's <c>action</c> is <c>deny</c>.</summary>
    public const string DeniedByAction = "denied_by_action";

    /// <summary>A rule under <c>require</c> does not hold.</summary>
    public const string RequirementFailed = "requirement_failed";

    /// <summary>A rule under <c>deny_if</c> holds, or cannot be judged.</summary>
    public const string DenyRuleMatched = "deny_rule_matched";

    /// <summary>A person has to approve the call first.</summary>
    public const string ApprovalRequired = "approval_required";

    /// <summary>The approval does not belong to this call, or was used, or has expired.</summary>
    public const string ApprovalInvalid = "approval_invalid";

    /// <summary>The argument that a limit charges is absent or not a whole number in range.</summary>
    public const string CostInvalid = "cost_invalid";

    /// <summary>The call costs more than a limit can ever admit, or than is left of one that never refills.</summary>
    public const string CostExceedsLimit = "cost_exceeds_limit";

    /// <summary>A limit is used up for now.</summary>
    public const string RateLimited = "rate_limited";

    /// <summary>A new counter would exceed the bound on live counters.</summary>
    public const string CounterCapacity = "counter_capacity";

    /// <summary>The counter store failed, timed out or answered nonsense.</summary>
    public const string StoreFailed = "store_failed";

    /// <summary>The engine itself failed.</summary>
    public const string EngineFailed = "engine_failed";
}
