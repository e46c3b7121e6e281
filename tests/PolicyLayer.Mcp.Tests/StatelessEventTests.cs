using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using ModelContextProtocol.Server;
using PolicyLayer.Core;
using PolicyLayer.Core.Telemetry;

namespace PolicyLayer.Mcp.Tests;

/// <summary>What events tell of a call that comes back with its ticket and the answer.</summary>
public sealed class StatelessEventTests : IDisposable
{
    private const string User = "the client's user (local)";

    private readonly KeptEvents _sink = new();
    private readonly ServiceProvider _services;
    private readonly StatelessServer _server;

    public StatelessEventTests()
    {
        var services = new ServiceCollection().AddLogging().AddPolicyLayer(options =>
        {
            options.Policies["main"] = new()
            {
                Text = """{"version": "1", "default": "deny", "tools": {"charge": {"action": "require_approval"}}}""",
            };
            options.Assignments.Add(new() { Policy = "main" });
        });
        _services = services.AddSingleton<IDecisionSink>(_sink).BuildServiceProvider();
        var options = new McpServerOptions
        {
            ServerInfo = new() { Name = "studio", Version = "1.0" },
            ToolCollection = [new RecordedTool("charge")],
        };
        _server = new(options.UsePolicyLayer(_services.GetRequiredService<IPolicyEvaluator>(), hook =>
        {
            hook.Grant = "local";
            hook.ApprovalStore = _services.GetRequiredService<IApprovalStore>();
            hook.AskClient = true;
        }));
    }

    public void Dispose() => _services.Dispose();

    [Theory]
    [InlineData("""{"action": "accept", "content": {"approve": true}}""", DecisionCodes.Allowed, true, User)]
    [InlineData("""{"action": "decline"}""", DecisionCodes.ApprovalInvalid, false, User)]
    [InlineData("""{"action": 7}""", DecisionCodes.ApprovalInvalid, null, null)]
    [InlineData(null, DecisionCodes.ApprovalInvalid, null, null)]
    public async Task A_call_that_comes_back_is_told_when_it_asks_when_it_is_judged_anew_and_when_it_ends(
        string? answer, string code, bool? isApproved, string? by)
    {
        var asked = await _server.CallAsync("""{"name": "charge"}""");
        var back = new JsonObject { ["name"] = "charge", ["requestState"] = (string?)asked["requestState"] };
        if (answer is not null)
            back["inputResponses"] = new JsonObject { ["policylayer_approval"] = JsonNode.Parse(answer) };
        await _server.CallAsync(back.ToJsonString());

        var told = _sink.All.ToList();
        Assert.Equal([DecisionCodes.ApprovalRequired, DecisionCodes.ApprovalRequired, code], told.Select(each => each.Code));
        var (first, anew, ended) = (told[0].Approval!, told[1].Approval!, told[2].Approval!);
        Assert.Equal("policylayer:" + first.Ticket, (string?)asked["requestState"]);
        Assert.NotEqual(first.Ticket, anew.Ticket);
        Assert.Equal((null, null), (anew.IsApproved, anew.By));
        Assert.Equal((first.Ticket, isApproved, by), (ended.Ticket, ended.IsApproved, ended.By));
    }
}
