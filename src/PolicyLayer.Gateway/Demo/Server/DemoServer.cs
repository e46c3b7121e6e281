using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;
using PolicyLayer.Core;

namespace PolicyLayer.Gateway.Demo.Server;

/// <summary>The demo's MCP server, guarded as any server would be: by a policy, and two calls that add it.</summary>
internal static class DemoServer
{
    private const string ServerName = "ableton";

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
            .AddPolicyLayer(options =>
            {
                options.Policies["ableton-demo"] = new() { Text = DemoPolicy.Read() };
                options.Assignments.Add(new() { Server = ServerName, Policy = "ableton-demo" });
            })
            .AddSingleton<IPolicyEvaluator>(services =>
                new LoggedEvaluator(services.GetRequiredService<PolicyEvaluator>(), log))
            .AddMcpServer(options =>
            {
                options.ServerInfo = new Implementation { Name = ServerName, Version = "1.0.0" };
                options.Handlers.NotificationHandlers = [new(DemoProtocol.AdvanceClock, clockSwitch.OnNotificationAsync)];
            })
            .WithStdioServerTransport()
            .WithTools<SessionTools>()
            .WithTools<TrackTools>()
            .WithPolicyLayer(options => options.Grant = "demo-agent");

        using var host = builder.Build();
        var tools = host.Services.GetRequiredService<IOptions<McpServerOptions>>().Value.ToolCollection!;
        log.Ready(tools.Select(tool => tool.ProtocolTool.Name));
        await host.RunAsync(cancellationToken).ConfigureAwait(false);
        return ExitCode.Success;
    }
}
