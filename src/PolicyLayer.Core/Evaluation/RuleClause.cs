namespace PolicyLayer.Core.Evaluation;

/// <summary>The list that a rule stands in, which says what its result means.</summary>
internal enum RuleClause
{
    /// <summary>The rule must hold; otherwise the call is denied.</summary>
    Require,

    /// <summary>The rule must fail; if it holds or cannot be judged, the call is denied.</summary>
    DenyIf,

    /// <summary>The rule must fail; if it holds or cannot be judged, a person is asked.</summary>
    RequireApprovalIf,
}
