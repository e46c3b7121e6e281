using System.IO.Pipelines;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace PolicyLayer.Mcp.Tests;

/// <summary>A server that <see cref="McpServer.Create"/> makes of options, and a client of it, joined by pipes. Connect once.</summary>
internal sealed class CreatedServer : IAsyncDisposable
{
    // Where others are busy; a client that waits no longer than by default would fall back to the older protocol.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly Pipe _toServer = new();
    private readonly Pipe _toClient = new();
    private readonly McpServer _server;
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _running;
    private McpClient? _client;

    public CreatedServer(McpServerOptions options, IServiceProvider? services = null, Func<string?>? session = null)
    {
        var transport = new SessionTransport(_toServer.Reader.AsStream(), _toClient.Writer.AsStream(), session ?? (() => null));
        _server = McpServer.Create(transport, options, serviceProvider: services);
        _running = _server.RunAsync(_stopping.Token);
    }

    public async Task<McpClient> ConnectAsync(string? protocolVersion = null, McpClientOptions? options = null)
    {
        options ??= new();
        options.ProtocolVersion = protocolVersion;
        options.DiscoverProbeTimeout = Patience;
        options.InitializationTimeout = Patience;
        return _client = await McpClient.CreateAsync(
            new StreamClientTransport(_toServer.Writer.AsStream(), _toClient.Reader.AsStream()), options);
    }

    /// <summary>Connects a client that writes its messages itself, byte by byte.</summary>
    public async Task<RawClient> ConnectRawAsync()
    {
        var client = new RawClient(_toServer.Writer.AsStream(), new StreamReader(_toClient.Reader.AsStream()));
        await client.InitializeAsync();
        return client;
    }

    /// <summary>Such a client for the later protocol, where there is no session to begin.</summary>
    public RawClient ConnectRawWithoutSession() => new(_toServer.Writer.AsStream(), new StreamReader(_toClient.Reader.AsStream()));

    /// <summary>Ends the connection as a client does that dies.</summary>
    public ValueTask HangUpAsync() => _toServer.Writer.CompleteAsync();

    /// <summary>Stops the server in the middle of what it does.</summary>
    public async Task StopAsync()
    {
        await _stopping.CancelAsync();
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public async ValueTask DisposeAsync()
    {
        if (_client is not null)
            await _client.DisposeAsync();
        await _server.DisposeAsync();
        _stopping.Dispose();
    }
}
