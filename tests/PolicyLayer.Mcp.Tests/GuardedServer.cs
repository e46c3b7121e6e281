using System.Security.Claims;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ModelContextProtocol.Client;
using ModelContextProtocol.Server;
using PolicyLayer.Core;
using PolicyLayer.TestKit;

namespace PolicyLayer.Mcp.Tests;

/// <summary>An MCP server in this process and a client of it, joined by pipes. Configure it, then connect once.</summary>
internal sealed class GuardedServer : IAsyncDisposable
{
    private readonly HostApplicationBuilder _builder = Host.CreateEmptyApplicationBuilder(new());
    private IHost? _host;
    private CreatedServer? _server;

    /// <summary>A server that has an evaluator but no guard yet, for tests about the guard's registration.</summary>
    public GuardedServer(string policy)
    {
        Evaluator = new PolicyEvaluator(new PolicySet(Policy.Parse(policy)), timeProvider: Clock);
        Services.AddSingleton<TimeProvider>(Clock);
        Services.AddSingleton(_ => Evaluator);
        _builder.Logging.AddProvider(Log);
        Mcp = Services.AddMcpServer(options => options.ServerInfo = new() { Name = "studio", Version = "1.0" })
            .WithTools([Record, Delete])
            .WithMessageFilters(filters => filters.AddIncomingFilter(next => (message, cancellationToken) =>
            {
                message.User = User;
                return next(message, cancellationToken);
            }));
    }

    public RecordedTool Record { get; } = new("record");

    public RecordedTool Delete { get; } = new("delete_track");

    public ManualTimeProvider Clock { get; } = new();

    public RecordedLog Log { get; } = new();

    public IPolicyEvaluator Evaluator { get; set; }

    public IMcpServerBuilder Mcp { get; }

    public IServiceCollection Services => _builder.Services;

    /// <summary>The user whom the transport authenticates for the requests from now on.</summary>
    public ClaimsPrincipal? User { get; set; }

    public string? Session { get; set; }

    /// <summary>A server whose callers all have the grant <c>local</c>.</summary>
    public static GuardedServer Of(string policy)
    {
        var server = new GuardedServer(policy);
        server.Mcp.WithPolicyLayer(options => options.Grant = "local");
        return server;
    }

    public async Task<McpClient> ConnectAsync(string? protocolVersion = null, McpClientOptions? options = null)
    {
        await StartAsync();
        return await _server!.ConnectAsync(protocolVersion, options);
    }

    /// <summary>Connects a client that writes its messages itself, byte by byte.</summary>
    public async Task<RawClient> ConnectRawAsync()
    {
        await StartAsync();
        return await _server!.ConnectRawAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
            await _server.DisposeAsync();
        if (_host is not null)
            await _host.StopAsync();
        _host?.Dispose();
    }

    private async Task StartAsync()
    {
        _host = _builder.Build();
        await _host.StartAsync();
        _server = new(_host.Services.GetRequiredService<IOptions<McpServerOptions>>().Value, _host.Services, () => Session);
    }
}
