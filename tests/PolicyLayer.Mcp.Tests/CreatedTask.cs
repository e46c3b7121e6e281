using ModelContextProtocol.Protocol;

namespace PolicyLayer.Mcp.Tests;

/// <summary>The answer to a call that became a task.</summary>
public sealed class CreatedTask : Result
{
    public required string TaskId { get; init; }
}
