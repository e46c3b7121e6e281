using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace PolicyLayer.Mcp;

/// <summary>Tells a client that a person is being asked, since clients give up on calls of which they hear nothing.</summary>
internal sealed class WaitingProgress(McpServer server, ProgressToken token) : IProgress<TimeSpan>
{
    // Progress must grow from one message to the next, and what the tool reports afterwards starts low.
    private const double PerSecond = 1e-6;

    // Not waited for: whether the client hears of it changes nothing.
    public void Report(TimeSpan waited) => _ = server.NotifyProgressAsync(
        token, new() { Progress = (float)(waited.TotalSeconds * PerSecond), Message = "Waiting for a person to approve the call." });
}
