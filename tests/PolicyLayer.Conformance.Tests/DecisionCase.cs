namespace PolicyLayer.Conformance.Tests;

/// <summary>A call and what comes of it.</summary>
/// <param name="Name">What the case is about.</param>
/// <param name="Call">The call.</param>
/// <param name="Expect">What comes of it.</param>
/// <param name="Times">How often the call is made, one after the other, with the same outcome.</param>
internal sealed record DecisionCase(string Name, TableCall Call, ExpectedDecision Expect, int Times = 1)
{
    /// <summary>What is wrong with a decision, for people; empty if it is as the case says.</summary>
    internal IEnumerable<string> FailuresOf(ExpectedDecision actual) => Expect.Matches(actual)
        ? []
        : [$"{Name}{Environment.NewLine}  expected {Expect}{Environment.NewLine}  but got  {actual}"];
}
