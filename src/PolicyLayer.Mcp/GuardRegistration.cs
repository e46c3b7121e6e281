namespace PolicyLayer.Mcp;

/// <summary>Stands in the services once for each time that the host asked for the guard.</summary>
internal sealed class GuardRegistration;
