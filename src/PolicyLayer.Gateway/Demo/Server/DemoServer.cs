using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace PolicyLayer.Gateway.Demo.Server;

/// <summary>The demo's MCP server, guarded as any server would be: by a policy, and two calls that add it.</summary>
internal static class DemoServer
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    internal static async Task<int> RunAsync(CommandIO io, CancellationToken cancellationToken)
    {
        var clock = new VirtualClock(Start);
        var log = new ServerLog(io.Error);
        var clockSwitch = new ClockSwitch(clock, log);

        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services
            .AddSingleton<TimeProvider>(clock)
            .AddSingleton<LiveSet>()
            .AddMcpServer(options =>
            {
                options.ServerInfo = new Implementation { Name = "ableton-demo", Version = "1.0.0" };
                options.Handlers.NotificationHandlers = [new(DemoProtocol.AdvanceClock, clockSwitch.OnNotificationAsync)];
            })
            .WithStdioServerTransport()
            .WithTools<SessionTools>()
            .WithTools<TrackTools>();

        using var host = builder.Build();
        var tools = host.Services.GetRequiredService<IOptions<McpServerOptions>>().Value.ToolCollection!;
        log.Ready(tools.Select(tool => tool.ProtocolTool.Name));
        await host.RunAsync(cancellationToken).ConfigureAwait(false);
        return ExitCode.Success;
    }
}
