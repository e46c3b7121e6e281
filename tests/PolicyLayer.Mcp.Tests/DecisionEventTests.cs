using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using PolicyLayer.Core;
using PolicyLayer.Core.Telemetry;

namespace PolicyLayer.Mcp.Tests;

public sealed class DecisionEventTests
{
    [Fact]
    public async Task Each_call_of_a_guarded_server_is_told_once_and_by_whom()
    {
        var sink = new KeptEvents();
        await using var server = new GuardedServer("""{"version": "1", "default": "deny"}""") { Session = "s1" };
        server.Services.RemoveAll<IPolicyEvaluator>();
        server.Services.AddSingleton<IDecisionSink>(sink);
        server.Services.AddPolicyLayer(options =>
        {
            options.Policies["studio"] = new()
            {
                Text = """
                    {"version": "1", "default": "deny", "tools": {
                      "record": {"limits": [{"counter": "record_rate", "window": "minute", "max": 1}]}}}
                    """,
            };
            options.Assignments.Add(new() { Policy = "studio", Server = "studio" });
        });
        server.Mcp.WithPolicyLayer(options => options.Grant = "local");
        var client = await server.ConnectAsync();

        await client.CallToolAsync("record", McpClientCalls.Arguments("""{"b": 1, "a": 2}"""));
        await client.CallToolAsync("record");
        await client.CallToolAsync("delete_track");

        var told = sink.All.ToList();
        Assert.Equal([DecisionCodes.Allowed, DecisionCodes.RateLimited, DecisionCodes.NotListed], told.Select(each => each.Code));
        Assert.All(told, each => Assert.Equal(("studio", "local", "s1"), (each.Server, each.Grant, each.Session)));
        Assert.Equal(["a", "b"], told[0].ArgumentKeys);
        Assert.Equal(1, server.Record.Calls);
    }
}
