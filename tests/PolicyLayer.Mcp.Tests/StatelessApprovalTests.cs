using System.Text.Json;
using System.Text.Json.Nodes;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;
using PolicyLayer.Core;
using PolicyLayer.TestKit;

namespace PolicyLayer.Mcp.Tests;

public sealed class StatelessApprovalTests : IDisposable
{
    private const string Yes = """{"action": "accept", "content": {"approve": true}}""";

    private const string Asking = """
        {"version": "1", "default": "deny", "tools": {
          "charge": {"action": "require_approval", "limits": [{"counter": "charge_rate", "window": "minute", "max": 2}]},
          "look": {"limits": [{"counter": "charge_rate", "window": "minute", "max": 2}]}}}
        """;

    private readonly ManualTimeProvider _clock = new();
    private readonly InMemoryApprovalStore _store;
    private readonly PolicyEvaluator _evaluator;
    private readonly RecordedTool _charge;
    private readonly StatelessServer _server;
    private string _grant = "local";
    private string _session = "s1";
    private RequestContext<CallToolRequestParams>? _seen;

    public StatelessApprovalTests()
    {
        _charge = new("charge", (request, _) =>
        {
            _seen = request;
            return ValueTask.FromResult(new CallToolResult { Content = [new TextContentBlock { Text = "charge done" }] });
        });
        _store = new(timeProvider: _clock);
        _evaluator = new(new PolicySet(Policy.Parse(Asking)), timeProvider: _clock, approvals: _store);
        var options = new McpServerOptions { ServerInfo = new() { Name = "studio", Version = "1.0" }, ToolCollection = [_charge] };
        _server = new(options.UsePolicyLayer(
            _evaluator,
            hook =>
            {
                hook.ResolveCaller = _ => new CallerContext("studio", _grant, _session);
                hook.ApprovalStore = _store;
                hook.AskClient = true;
            },
            timeProvider: _clock));
    }

    // A tool that is not asked about says what is left of the budget.
    private long Left => _evaluator.Preview(new ToolCall("look", JsonElement.Parse("{}"), new CallerContext("studio", _grant)))
        .Usage[0].Remaining;

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
    [InlineData("""{"action": 7}""")]
    [InlineData("7")]
    public async Task Anything_else_denies_and_cannot_be_taken_back(string answer)
    {
        var state = await AskAsync();

        AssertDenied(await AnswerAsync(state, answer));
        AssertDenied(await AnswerAsync(state, Yes));

        Assert.Equal(0, _charge.Calls);
    }

    [Fact]
    public async Task A_no_after_a_yes_that_the_limits_refused_denies_and_cannot_be_taken_back()
    {
        var state = await AskAsync();
        var others = await SpendAsync(2);
        AssertDenied(await AnswerAsync(state, Yes));
        foreach (var other in others)
            other.Reservation.Complete(DispatchResult.NotDispatched);

        AssertDenied(await AnswerAsync(state, """{"action": "decline"}"""));
        AssertDenied(await AnswerAsync(state, Yes));

        Assert.Equal(0, _charge.Calls);
        Assert.Equal(2, Left);
    }

    [Fact]
    public async Task A_yes_that_the_limits_refused_can_be_sent_again()
    {
        var state = await AskAsync();
        var others = await SpendAsync(2);
        AssertDenied(await AnswerAsync(state, Yes));
        others[0].Reservation.Complete(DispatchResult.NotDispatched);

        Assert.Null((await AnswerAsync(state, Yes))["isError"]);

        Assert.Equal(1, _charge.Calls);
    }

    [Fact]
    public async Task An_answer_is_for_the_call_that_was_asked_about()
    {
        var state = await AskAsync();

        AssertDenied(await AnswerAsync(state, Yes, amount: 21));
        _grant = "another";
        AssertDenied(await AnswerAsync(state, Yes));
        _grant = "local";
        _session = "s2";
        AssertDenied(await AnswerAsync(state, Yes));
        _session = "s1";
        Assert.Equal(0, _charge.Calls);

        Assert.Null((await AnswerAsync(state, Yes))["isError"]);
        Assert.Equal(1, _charge.Calls);
    }

    [Fact]
    public async Task A_policy_that_changes_while_the_user_decides_needs_a_new_approval()
    {
        var state = await AskAsync();
        _evaluator.Update(new(Policy.Parse(Asking + " ")));

        AssertDenied(await AnswerAsync(state, Yes));

        Assert.Equal(0, _charge.Calls);
        Assert.Equal(2, Left);
    }

    [Fact]
    public async Task A_yes_after_the_expiry_is_too_late()
    {
        var state = await AskAsync();
        _clock.Advance(TimeSpan.FromMinutes(6));

        AssertDenied(await AnswerAsync(state, Yes));

        Assert.Equal(0, _charge.Calls);
        Assert.Equal(2, Left);
    }

    [Fact]
    public async Task Of_answers_sent_at_once_one_admits_the_call()
    {
        var state = await AskAsync();

        var results = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => AnswerAsync(state, Yes)));

        Assert.Single(results, result => result["isError"] is null);
        Assert.Equal(1, _charge.Calls);
        Assert.Equal(1, Left);
    }

    [Fact]
    public async Task Calls_that_nobody_comes_back_with_burn_no_budget_and_are_forgotten()
    {
        for (var i = 0; i < 5; i++)
            await AskAsync();

        Assert.Equal(2, Left);
        Assert.Equal(5, (await _store.ListPendingAsync()).Count);
        _clock.Advance(TimeSpan.FromMinutes(6));
        Assert.Empty(await _store.ListPendingAsync());
    }

    [Fact]
    public async Task The_tool_gets_neither_the_ticket_nor_the_answer_and_all_that_is_its_own()
    {
        var state = await AskAsync();

        await AnswerAsync(state, Yes, others: new() { ["card"] = JsonNode.Parse("""{"action": "accept"}""") });
        Assert.Null(_seen!.Params!.RequestState);
        Assert.Equal(["card"], _seen.Params.InputResponses!.Keys);
        Assert.DoesNotContain("policylayer", _seen.JsonRpcRequest.Params!.ToJsonString(), StringComparison.Ordinal);

        await AnswerAsync(await AskAsync(amount: 21), Yes, amount: 21);
        Assert.Null(_seen.Params.InputResponses);
        Assert.DoesNotContain("inputResponses", _seen.JsonRpcRequest.Params!.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal(2, _charge.Calls);
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

    private async Task<string> AskAsync(int amount = 20)
    {
        var result = await _server.CallAsync($$"""{"name": "charge", "arguments": {"amount": {{amount}} } }""");
        Assert.Equal("input_required", (string?)result["resultType"]);
        return (string)result["requestState"]!;
    }

    private async Task<List<PolicyDecision>> SpendAsync(int calls)
    {
        List<PolicyDecision> spent = [];
        for (var i = 0; i < calls; i++)
        {
            spent.Add(await _evaluator.EvaluateAsync(
                new ToolCall("look", JsonElement.Parse("{}"), new CallerContext("studio", _grant, _session))));
        }

        return spent;
    }

    private Task<JsonObject> AnswerAsync(string state, string answer, int amount = 20, JsonObject? others = null)
    {
        var answers = others ?? [];
        answers["policylayer_approval"] = JsonNode.Parse(answer);
        return _server.CallAsync(new JsonObject
        {
            ["name"] = "charge",
            ["arguments"] = new JsonObject { ["amount"] = amount },
            ["requestState"] = state,
            ["inputResponses"] = answers,
        }.ToJsonString());
    }
}
