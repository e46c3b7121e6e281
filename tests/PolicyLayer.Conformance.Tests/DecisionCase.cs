namespace PolicyLayer.Conformance.Tests;

/// <summary>One call and what comes of it.</summary>
internal sealed record DecisionCase(string Name, TableCall Call, ExpectedDecision Expect);
