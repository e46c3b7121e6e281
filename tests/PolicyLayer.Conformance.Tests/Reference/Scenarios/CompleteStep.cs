namespace PolicyLayer.Conformance.Tests.Reference.Scenarios;

/// <summary>The host says what became of a call: <c>ok</c>, <c>error</c> or <c>not_dispatched</c>.</summary>
internal sealed record CompleteStep(int Number, string Result, bool IsAsync) : ScenarioStep
{
    public override string ToString() => $"complete call {Number}{(IsAsync ? " asynchronously" : "")}: {Result}";
}
