namespace PolicyLayer.Gateway.Scan;

/// <summary>Shows what a scan found.</summary>
internal interface IScanWriter
{
    /// <param name="server">The server and its tools.</param>
    /// <param name="policyPath">Where the policy was written; <see langword="null"/> if nowhere.</param>
    void Write(ScannedServer server, string? policyPath);
}
