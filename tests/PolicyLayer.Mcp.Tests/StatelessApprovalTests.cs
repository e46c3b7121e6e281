using System.Text.Json.Nodes;
using ModelContextProtocol.Server;
using PolicyLayer.Core;

namespace PolicyLayer.Mcp.Tests;

public sealed class StatelessApprovalTests : IDisposable
{
    private const string Yes = """{"action": "accept", "content": {"approve": true}}""";

    private readonly InMemoryApprovalStore _store = new();
    private readonly RecordedTool _charge = new("charge");
    private readonly StatelessServer _server;
    private string _grant = "local";

    public StatelessApprovalTests()
    {
        var evaluator = new PolicyEvaluator(
            new PolicySet(Policy.Parse("""
                {"version": "1", "default": "deny", "tools": {"charge": {"action": "require_approval", "limits": [
                  {"counter": "charge_rate", "window": "minute", "max": 2}]}}}
                """)),
            approvals: _store);
        var options = new McpServerOptions { ServerInfo = new() { Name = "studio", Version = "1.0" }, ToolCollection = [_charge] };
        _server = new(options.UsePolicyLayer(evaluator, hook =>
        {
            hook.ResolveCaller = _ => new CallerContext("studio", _grant);
            hook.ApprovalStore = _store;
            hook.AskClient = true;
        }));
    }

    [Fact]
    public async Task The_first_answer_is_the_question_and_a_yes_admits_the_second_request_once()
    {
        var state = await AskAsync();

        Assert.Equal(0, _charge.Calls);
        Assert.Equal("charge done", (string?)(await AnswerAsync(state, Yes))["content"]![0]!["text"]);
        AssertDenied(await AnswerAsync(state, Yes));
        Assert.Equal(1, _charge.Calls);
    }

    [Theory]
    [InlineData("""{"action": "accept", "content": {"approve": false}}""")]
    [InlineData("""{"action": "decline", "content": {"approve": true}}""")]
    [InlineData("""{"action": "cancel"}""")]
    public async Task Anything_else_denies_and_cannot_be_taken_back(string answer)
    {
        var state = await AskAsync();

        AssertDenied(await AnswerAsync(state, answer));
        AssertDenied(await AnswerAsync(state, Yes));

        Assert.Equal(0, _charge.Calls);
    }

    [Fact]
    public async Task An_answer_is_for_the_call_that_was_asked_about()
    {
        var state = await AskAsync();

        AssertDenied(await AnswerAsync(state, Yes, amount: 21));
        _grant = "another";
        AssertDenied(await AnswerAsync(state, Yes));
        _grant = "local";
        Assert.Equal(0, _charge.Calls);

        Assert.Null((await AnswerAsync(state, Yes))["isError"]);
        Assert.Equal(1, _charge.Calls);
    }

    [Fact]
    public async Task A_ticket_that_never_was_is_denied() => AssertDenied(await AnswerAsync("policylayer:made-up", Yes));

    [Fact]
    public async Task A_client_that_cannot_ask_is_denied_and_told_why()
    {
        var denied = await _server.CallAsync("""{"name": "charge", "arguments": {"amount": 20}}""", canElicit: false);

        AssertDenied(denied);
        Assert.Contains("this client cannot ask one", denied.ToJsonString(), StringComparison.Ordinal);
    }

    public void Dispose() => _store.Dispose();

    private static void AssertDenied(JsonObject result)
    {
        Assert.True((bool?)result["isError"]);
        Assert.StartsWith("[POLICY DENIED] ", (string?)result["content"]![0]!["text"], StringComparison.Ordinal);
    }

    private async Task<string> AskAsync()
    {
        var result = await _server.CallAsync("""{"name": "charge", "arguments": {"amount": 20}}""");
        Assert.Equal("input_required", (string?)result["resultType"]);
        return (string)result["requestState"]!;
    }

    private Task<JsonObject> AnswerAsync(string state, string answer, int amount = 20) => _server.CallAsync(new JsonObject
    {
        ["name"] = "charge",
        ["arguments"] = new JsonObject { ["amount"] = amount },
        ["requestState"] = state,
        ["inputResponses"] = new JsonObject { ["policylayer_approval"] = JsonNode.Parse(answer) },
    }.ToJsonString());
}
