using System.Text.Json;
using System.Text.Json.Nodes;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;
using PolicyLayer.Core;
using PolicyLayer.TestKit;

namespace PolicyLayer.Mcp.Tests;

/// <summary>What may be tried while the user of a client is asked on a connection that stays open.</summary>
public sealed class ElicitationAttackTests : IDisposable
{
    private const string BeforeTheProtocolWithoutSessions = "2025-11-25";
    private const string WithoutSessions = "2026-07-28";

    private readonly ManualTimeProvider _clock = new();
    private readonly InMemoryApprovalStore _store;
    private readonly PolicyEvaluator _evaluator;
    private readonly List<int> _charged = [];
    private bool _fails;

    public ElicitationAttackTests()
    {
        _store = new(timeProvider: _clock);
        _evaluator = new(new PolicySet(Asking()), timeProvider: _clock, approvals: _store);
    }

    // A tool that is not asked about says what is left of the budget.
    private long Left => _evaluator.Preview(new ToolCall("look", JsonElement.Parse("{}"), new CallerContext("studio", "local")))
        .Usage[0].Remaining;

    [Theory]
    [InlineData(BeforeTheProtocolWithoutSessions)]
    [InlineData(WithoutSessions)]
    public async Task A_policy_that_changes_while_the_user_decides_needs_a_new_approval(string protocolVersion)
    {
        await using var server = Guarded();
        var client = await server.ConnectAsync(protocolVersion, Answering(_ => _evaluator.Update(new(Asking(reason: "Really?")))));

        (await ChargeAsync(client)).AssertDenied();

        await AssertNothingCameOfItAsync();
    }

    [Theory]
    [InlineData(BeforeTheProtocolWithoutSessions)]
    [InlineData(WithoutSessions)]
    public async Task A_yes_after_the_expiry_is_too_late(string protocolVersion)
    {
        await using var server = Guarded();
        var client = await server.ConnectAsync(protocolVersion, Answering(_ => _clock.Advance(TimeSpan.FromMinutes(6))));

        // With the later protocol the SDK may say that there is nobody any more to take the answer.
        var result = await Task.WhenAny(ChargeAsync(client)).Unwrap().ContinueWith(
            static call => call.IsFaulted ? null : call.Result, TaskScheduler.Default);

        result?.AssertDenied();
        await AssertNothingCameOfItAsync();
    }

    [Theory]
    [InlineData(BeforeTheProtocolWithoutSessions)]
    [InlineData(WithoutSessions)]
    public async Task A_client_that_hangs_up_while_its_user_decides_leaves_nothing(string protocolVersion)
    {
        await using var server = Guarded();
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var answer = new TaskCompletionSource<ElicitResult>(TaskCreationOptions.RunContinuationsAsynchronously);
        var client = await server.ConnectAsync(protocolVersion, new()
        {
            Handlers = new()
            {
                ElicitationHandler = (_, _) =>
                {
                    asked.SetResult();
                    return new(answer.Task);
                },
            },
        });

        _ = ChargeAsync(client);
        await asked.Task;
        Assert.Single(await _store.ListPendingAsync());
        await server.HangUpAsync();

        // At the latest when the ticket expires: the server may go on waiting for an answer until then.
        while ((await _store.ListPendingAsync()).Count > 0)
        {
            _clock.Advance(TimeSpan.FromMinutes(1));
            await Task.Yield();
        }

        answer.SetResult(new());
        await server.StopAsync();
        await AssertNothingCameOfItAsync();
    }

    [Theory]
    [InlineData(BeforeTheProtocolWithoutSessions)]
    [InlineData(WithoutSessions)]
    public async Task Calls_that_wait_or_are_refused_burn_no_budget(string protocolVersion)
    {
        await using var server = Guarded();
        List<long> left = [];
        var client = await server.ConnectAsync(protocolVersion, Answering(_ => left.Add(Left), approve: false));

        for (var i = 0; i < 3; i++)
            (await ChargeAsync(client)).AssertDenied();

        Assert.Equal([1, 1, 1], left);
        await AssertNothingCameOfItAsync();
    }

    [Theory]
    [InlineData(BeforeTheProtocolWithoutSessions, "not_dispatched", 1)]
    [InlineData(BeforeTheProtocolWithoutSessions, "on_error", 4)]
    [InlineData(WithoutSessions, "not_dispatched", 1)]
    [InlineData(WithoutSessions, "on_error", 4)]
    public async Task Approved_calls_that_fail_are_given_back_only_by_the_rule_and_each_once(
        string protocolVersion, string refund, int reached)
    {
        _evaluator.Update(new(Asking(refund)));
        await using var server = Guarded();
        var client = await server.ConnectAsync(protocolVersion, Answering());

        _fails = true;
        for (var i = 0; i < 3; i++)
            Assert.True((await ChargeAsync(client)).IsError);
        _fails = false;
        await ChargeAsync(client);
        (await ChargeAsync(client)).AssertDenied();

        Assert.Equal(reached, _charged.Count);
        Assert.Equal(0, Left);
    }

    [Theory]
    [InlineData(BeforeTheProtocolWithoutSessions)]
    [InlineData(WithoutSessions)]
    public async Task An_approved_call_that_never_ended_is_spent_until_its_window_closes(string protocolVersion)
    {
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = Guarded(new RecordedTool("charge", async (_, cancellationToken) =>
        {
            reached.SetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
            return new();
        }));
        var client = await server.ConnectAsync(protocolVersion, Answering());

        _ = ChargeAsync(client);
        await reached.Task;
        await server.StopAsync();

        Assert.Equal(0, Left);
        _clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(1, Left);
    }

    [Fact]
    public async Task An_answer_that_comes_with_other_arguments_runs_the_call_that_was_approved_and_once()
    {
        await using var server = Guarded();
        var client = server.ConnectRawWithoutSession();
        var asked = (await client.AnswerToAsync(await client.BeginToolAsync(Charge(20))))["result"]!;

        var answer = await client.AnswerToAsync(await client.BeginToolAsync(Answer(asked, amount: 1_000_000)));
        Assert.Equal("charged", (string?)answer["result"]!["content"]![0]!["text"]);
        await client.AnswerToAsync(await client.BeginToolAsync(Answer(asked)));

        Assert.Equal([20], _charged);
        Assert.Equal(0, Left);
    }

    [Fact]
    public async Task An_answer_that_is_sent_twice_at_once_runs_the_call_once()
    {
        await using var server = Guarded();
        var client = server.ConnectRawWithoutSession();
        var asked = (await client.AnswerToAsync(await client.BeginToolAsync(Charge(20))))["result"]!;

        await client.BeginToolAsync(Answer(asked));
        var last = await client.BeginToolAsync(Answer(asked));
        await client.AnswerToAsync(last);
        while (_charged.Count == 0)
            await client.AnswerToAsync(await client.BeginToolAsync(new() { ["name"] = "look" }));

        Assert.Equal([20], _charged);
    }

    // The SDK goes on with the call that it has kept, whoever of the connection answers.
    [Fact]
    public async Task What_another_caller_of_the_connection_answers_is_the_call_that_was_asked_about_and_none_of_its_own()
    {
        var caller = new CallerContext("studio", "ann", "one");
        await using var server = Guarded(callerOf: () => caller);
        var client = server.ConnectRawWithoutSession();
        var asked = (await client.AnswerToAsync(await client.BeginToolAsync(Charge(20))))["result"]!;

        caller = new("studio", "bob", "two");
        var answer = await client.AnswerToAsync(await client.BeginToolAsync(Answer(asked)));

        Assert.Equal("charged", (string?)answer["result"]!["content"]![0]!["text"]);
        var own = (await client.AnswerToAsync(await client.BeginToolAsync(Charge(20))))["result"]!;
        Assert.NotNull(own["inputRequests"]);
        Assert.Equal([20], _charged);
    }

    // Where a connection stays open, the ticket never leaves the server: what brings one is a call like any other.
    [Theory]
    [InlineData(BeforeTheProtocolWithoutSessions)]
    [InlineData(WithoutSessions)]
    public async Task A_ticket_that_a_client_presents_on_an_open_connection_is_not_looked_at(string protocolVersion)
    {
        var caller = new CallerContext("studio", "ann", "one");
        var waiting = _evaluator.Evaluate(new ToolCall("charge", JsonElement.Parse("""{"amount":20}"""), caller));
        var approval = new DeferredApproval(_store, _clock);
        await approval.AskAsync(_evaluator, new("charge", JsonElement.Parse("""{"amount":20}"""), caller), waiting);
        await using var server = Guarded(callerOf: () => caller);
        var client = await server.ConnectAsync(protocolVersion, Answering(approve: false));

        var answer = await client.SendRawAsync("tools/call", $$$"""
            {"name": "charge", "arguments": {"amount": 20}, "requestState": "policylayer:{{{waiting.ApprovalRequest!.Id}}}",
             "inputResponses": {"policylayer_approval": {"action": "accept", "content": {"approve": true} } } }
            """);

        Assert.True((bool?)answer["isError"]);
        Assert.Empty(_charged);
        Assert.Single(await _store.ListPendingAsync());
    }

    public void Dispose() => _store.Dispose();

    private static Policy Asking(string refund = "not_dispatched", string reason = "Charges need a yes.") => Policy.Parse($$"""
        {"version": "1", "default": "deny", "tools": {
          "charge": {"action": "require_approval", "reason": "{{reason}}", "limits": [
            {"counter": "charges", "window": "day", "max": 1, "refund": "{{refund}}"}]},
          "look": {"limits": [{"counter": "charges", "window": "day", "max": 1, "refund": "{{refund}}"}]} } }
        """);

    private CreatedServer Guarded(RecordedTool? tool = null, Func<CallerContext>? callerOf = null)
    {
        tool ??= new("charge", (request, _) =>
        {
            lock (_charged)
                _charged.Add(request.Params!.Arguments!["amount"].GetInt32());
            return ValueTask.FromResult(new CallToolResult { IsError = _fails, Content = [new TextContentBlock { Text = "charged" }] });
        });
        return new(new McpServerOptions { ServerInfo = new() { Name = "studio", Version = "1.0" }, ToolCollection = [tool] }.UsePolicyLayer(
            _evaluator,
            hook =>
            {
                hook.Grant = "local";
                hook.ResolveCaller = callerOf is null ? null : _ => callerOf();
                hook.ApprovalStore = _store;
                hook.AskClient = true;
            },
            timeProvider: _clock));
    }

    private async Task AssertNothingCameOfItAsync()
    {
        while ((await _store.ListPendingAsync()).Count > 0)
            await Task.Yield();
        Assert.Empty(_charged);
        Assert.Equal(1, Left);
    }

    private static Task<CallToolResult> ChargeAsync(McpClient client) =>
        client.CallToolAsync("charge", new Dictionary<string, object?> { ["amount"] = 20 }).AsTask();

    private static JsonObject Charge(int amount) => new()
    {
        ["name"] = "charge",
        ["arguments"] = new JsonObject { ["amount"] = amount },
    };

    private static JsonObject Answer(JsonNode asked, int amount = 20)
    {
        var call = Charge(amount);
        call["requestState"] = (string?)asked["requestState"];
        call["inputResponses"] = new JsonObject
        {
            [asked["inputRequests"]!.AsObject().Single().Key] = JsonNode.Parse("""{"action": "accept", "content": {"approve": true}}"""),
        };
        return call;
    }

    private static McpClientOptions Answering(Action<string>? meanwhile = null, bool approve = true) => new()
    {
        Handlers = new()
        {
            ElicitationHandler = (request, _) =>
            {
                meanwhile?.Invoke(request!.Message);
                return ValueTask.FromResult(new ElicitResult
                {
                    Action = "accept",
                    Content = new Dictionary<string, JsonElement> { ["approve"] = JsonElement.Parse(approve ? "true" : "false") },
                });
            },
        },
    };
}
