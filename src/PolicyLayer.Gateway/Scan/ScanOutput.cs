namespace PolicyLayer.Gateway.Scan;

/// <summary>How a scan is shown, and where its policy goes. Immutable.</summary>
internal sealed record ScanOutput(string Format, string? PolicyPath);
