using Microsoft.Extensions.DependencyInjection;
using ModelContextProtocol;
using ModelContextProtocol.Server;

namespace PolicyLayer.Mcp.Tests;

public sealed class ProgressTests
{
    [Theory]
    [InlineData("2025-11-25")]
    [InlineData("2026-07-28")]
    public async Task What_a_guarded_tool_reports_on_its_way_reaches_the_client(string protocolVersion)
    {
        await using var server = GuardedServer.Of("""
            {"version": "1", "default": "deny", "tools": {
              "render": {"limits": [{"counter": "render_rate", "window": "minute", "max": 1}]}}}
            """);
        var seen = new TaskCompletionSource<ProgressNotificationValue>(TaskCreationOptions.RunContinuationsAsynchronously);
        server.Mcp.WithTools([McpServerTool.Create(
            async (IProgress<ProgressNotificationValue> progress) =>
            {
                progress.Report(new() { Progress = 1, Total = 2, Message = "half" });
                await seen.Task;
                return "rendered";
            },
            new() { Name = "render" })]);
        var client = await server.ConnectAsync(protocolVersion);

        var result = await client.CallToolAsync("render", progress: new ImmediateProgress<ProgressNotificationValue>(seen.SetResult));

        Assert.Equal("rendered", result.Text());
        Assert.Equal("half", (await seen.Task).Message);
    }
}
