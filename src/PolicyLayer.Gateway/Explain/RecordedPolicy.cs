namespace PolicyLayer.Gateway.Explain;

/// <summary>The policy of a recorded event.</summary>
internal sealed record RecordedPolicy(string Name, string Hash, long Version);
