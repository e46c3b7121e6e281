namespace PolicyLayer.Conformance.Tests;

/// <summary>Who has the policy of a table.</summary>
internal sealed record TableAssignment(string? Server = null, string? Grant = null);
