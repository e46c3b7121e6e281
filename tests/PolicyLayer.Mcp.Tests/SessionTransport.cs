using ModelContextProtocol.Server;

namespace PolicyLayer.Mcp.Tests;

/// <summary>A stream transport that has a session id, as stateful HTTP has.</summary>
internal sealed class SessionTransport(Stream input, Stream output, Func<string?> session) : StreamServerTransport(input, output)
{
    public override string? SessionId
    {
        get => session();
        protected set { }
    }
}
