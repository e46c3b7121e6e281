namespace PolicyLayer.Conformance.Tests.Reference.Scenarios;

/// <summary>A person answers the question about a call, if there is one.</summary>
internal sealed record AnswerStep(int Number, bool Approves) : ScenarioStep
{
    public override string ToString() => $"{(Approves ? "approve" : "reject")} call {Number}";
}
