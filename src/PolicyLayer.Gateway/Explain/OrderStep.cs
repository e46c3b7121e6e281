using PolicyLayer.Core;

namespace PolicyLayer.Gateway.Explain;

/// <summary>The steps in which a call is decided, as the documentation numbers them.</summary>
internal static class OrderStep
{
    internal const int Rules = 6;
    internal const int Approval = 7;
    internal const int Limits = 8;

    /// <summary>What has to be so for a call to pass each step, the first being step 1.</summary>
    internal static readonly IReadOnlyList<string> Questions =
    [
        "the caller has a policy",
        "the call is well-formed",
        "the tool is not hidden",
        "the tool is listed, or others are allowed",
        "the action does not deny",
        "no rule denies",
        "nobody has to approve",
        "the limits have room",
    ];

    /// <summary>The step that gave a decision of <paramref name="code"/>; <see langword="null"/> if the engine failed.</summary>
    internal static int? Of(string code) => code switch
    {
        DecisionCodes.NoPolicy => 1,
        DecisionCodes.InvalidCall => 2,
        DecisionCodes.Hidden => 3,
        DecisionCodes.NotListed or DecisionCodes.AmbiguousName => 4,
        DecisionCodes.DeniedByAction => 5,
        DecisionCodes.RequirementFailed or DecisionCodes.DenyRuleMatched => Rules,
        DecisionCodes.ApprovalRequired or DecisionCodes.ApprovalInvalid => Approval,
        DecisionCodes.CostInvalid or DecisionCodes.CostExceedsLimit or DecisionCodes.RateLimited
            or DecisionCodes.CounterCapacity or DecisionCodes.StoreFailed => Limits,
        DecisionCodes.Allowed => Limits + 1,
        _ => null,
    };
}
