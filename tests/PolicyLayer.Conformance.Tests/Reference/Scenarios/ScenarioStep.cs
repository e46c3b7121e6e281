namespace PolicyLayer.Conformance.Tests.Reference.Scenarios;

/// <summary>One step of a scenario.</summary>
internal abstract record ScenarioStep;
