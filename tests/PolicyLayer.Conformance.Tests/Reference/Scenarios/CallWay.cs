namespace PolicyLayer.Conformance.Tests.Reference.Scenarios;

/// <summary>Which method of the evaluator is asked.</summary>
internal enum CallWay
{
    Evaluate,
    EvaluateAsync,
    EvaluateApproved,
    Preview,
    Explain,
}
