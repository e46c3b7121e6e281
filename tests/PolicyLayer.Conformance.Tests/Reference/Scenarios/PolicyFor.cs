using PolicyLayer.Conformance.Tests.Reference.Reading;
using PolicyLayer.Core;

namespace PolicyLayer.Conformance.Tests.Reference.Scenarios;

/// <summary>Who has which policy of a scenario.</summary>
internal sealed record PolicyFor(int Policy, string? Server = null, string? Grant = null)
{
    /// <summary>The same for the reference.</summary>
    internal Assignment Of(IReadOnlyList<PolicyReading> policies) => new(policies[Policy], Server, Grant);

    /// <summary>The same for the engine.</summary>
    internal PolicyAssignment Of(IReadOnlyList<Policy> policies) => new(policies[Policy], Server, Grant);

    public override string ToString() => $"policy {Policy} for {Server ?? "every server"}/{Grant ?? "every grant"}";
}
