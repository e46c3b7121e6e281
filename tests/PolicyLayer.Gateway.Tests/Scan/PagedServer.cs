using System.Globalization;
using System.IO.Pipelines;
using System.Text.Json;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace PolicyLayer.Gateway.Tests.Scan;

/// <summary>A server in this process that lists one tool on each page.</summary>
internal sealed class PagedServer : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly McpServer _server;
    private readonly Task _running;

    /// <param name="tools">The names of the tools.</param>
    /// <param name="isEndless">Whether the last page points to itself.</param>
    internal PagedServer(string[] tools, bool isEndless = false)
    {
        var (up, down) = (new Pipe(), new Pipe());
        var transport = new StreamServerTransport(up.Reader.AsStream(), down.Writer.AsStream());
        _server = McpServer.Create(transport, new McpServerOptions
        {
            ServerInfo = new Implementation { Name = "paged", Version = "2.0" },
            Handlers = new McpServerHandlers
            {
                ListToolsHandler = (request, _) => ValueTask.FromResult(Page(tools, request.Params?.Cursor, isEndless)),
            },
        });
        _running = _server.RunAsync(_stop.Token);
        Transport = new StreamClientTransport(up.Writer.AsStream(), down.Reader.AsStream());
    }

    internal IClientTransport Transport { get; }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _server.DisposeAsync();
        _stop.Dispose();
    }

    private static ListToolsResult Page(string[] tools, string? cursor, bool isEndless)
    {
        var at = cursor is null ? 0 : int.Parse(cursor, CultureInfo.InvariantCulture);
        var tool = new Tool
        {
            Name = tools[at],
            InputSchema = JsonElement.Parse("""{"type":"object","properties":{"password":{"type":"string"}}}"""),
            Annotations = new ToolAnnotations { ReadOnlyHint = false },
        };
        var next = at + 1 < tools.Length ? at + 1 : at;
        var nextCursor = next == at && !isEndless ? null : next.ToString(CultureInfo.InvariantCulture);
        return new ListToolsResult { Tools = [tool], NextCursor = nextCursor };
    }
}
