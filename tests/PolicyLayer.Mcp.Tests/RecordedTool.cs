using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace PolicyLayer.Mcp.Tests;

/// <summary>A tool that counts how often it was reached.</summary>
internal sealed class RecordedTool(
    string name, Func<RequestContext<CallToolRequestParams>, CancellationToken, ValueTask<CallToolResult>>? answer = null)
    : McpServerTool
{
    private int _calls;

    public int Calls => Volatile.Read(ref _calls);

    public override Tool ProtocolTool { get; } = new() { Name = name };

    public override IReadOnlyList<object> Metadata => [];

    public override ValueTask<CallToolResult> InvokeAsync(
        RequestContext<CallToolRequestParams> request, CancellationToken cancellationToken = default)
    {
        Interlocked.Increment(ref _calls);
        return answer?.Invoke(request, cancellationToken)
            ?? ValueTask.FromResult(new CallToolResult { Content = [new TextContentBlock { Text = $"{name} done" }] });
    }
}
