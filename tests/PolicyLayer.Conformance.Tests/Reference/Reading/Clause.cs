namespace PolicyLayer.Conformance.Tests.Reference.Reading;

/// <summary>The list that a rule stands in.</summary>
internal enum Clause
{
    Require,
    DenyIf,
    RequireApprovalIf,
}
