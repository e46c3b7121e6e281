using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ModelContextProtocol.Server;
using PolicyLayer.Core;

// A guarded MCP server on stdio. Its one argument is the policy, as text.
// Empty, so that it watches no settings file: a machine gives out few watches, and others use them too.
var builder = Host.CreateEmptyApplicationBuilder(new());
builder.Logging.AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
builder.Services.AddSingleton<IPolicyEvaluator>(new PolicyEvaluator(new PolicySet(Policy.Parse(args[0]))));
builder.Services.AddMcpServer(options => options.ServerInfo = new() { Name = "studio", Version = "1.0" })
    .WithStdioServerTransport()
    .WithTools(
    [
        McpServerTool.Create((int track) => $"recording track {track}", new() { Name = "record" }),
        McpServerTool.Create(() => "track deleted", new() { Name = "delete_track" }),
        McpServerTool.Create(() => "paid", new() { Name = "pay" }),
    ])
    .WithPolicyLayer(options => options.Grant = "local");
await builder.Build().RunAsync();
