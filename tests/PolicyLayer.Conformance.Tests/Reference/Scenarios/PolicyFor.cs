namespace PolicyLayer.Conformance.Tests.Reference.Scenarios;

/// <summary>Who has which policy of a scenario.</summary>
internal sealed record PolicyFor(int Policy, string? Server = null, string? Grant = null)
{
    public override string ToString() => $"policy {Policy} for {Server ?? "every server"}/{Grant ?? "every grant"}";
}
