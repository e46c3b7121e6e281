using System.Text.Json;
using Microsoft.Extensions.Options;
using ModelContextProtocol;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;
using PolicyLayer.Core;
using PolicyLayer.TestKit;

namespace PolicyLayer.Mcp.Tests;

public sealed class ApprovalTests : IDisposable
{
    private const string AsksForCharges = """
        {"version": "1", "default": "deny", "tools": {"charge": {
          "require_approval_if": [{"path": "args.amount", "op": "gt", "value": 10, "on_deny": "Charges above 10 need a yes."}],
          "limits": [{"counter": "charge_rate", "window": "minute", "max": 1}]}}}
        """;

    private readonly ManualTimeProvider _clock = new();
    private readonly InMemoryApprovalStore _store;
    private readonly PolicyEvaluator _evaluator;
    private readonly RecordedTool _charge = new("charge");

    public ApprovalTests()
    {
        _store = new(timeProvider: _clock);
        _evaluator = new(new PolicySet(Policy.Parse(AsksForCharges)), timeProvider: _clock, approvals: _store);
    }

    public static TheoryData<string, string> AnswersThatAreNoYes => new()
    {
        { "accept", """{"approve": false}""" },
        { "accept", """{"approve": "true"}""" },
        { "accept", """{"Approve": true}""" },
        { "accept", "{}" },
        { "accept", "null" },
        { "decline", """{"approve": true}""" },
        { "cancel", """{"approve": true}""" },
        { "Accept", """{"approve": true}""" },
    };

    [Theory]
    [InlineData("2025-11-25")]
    [InlineData("2026-07-28")]
    public async Task A_yes_of_the_clients_user_admits_the_call_once(string protocolVersion)
    {
        await using var server = Guarded();
        List<string> asked = [];
        var client = await server.ConnectAsync(protocolVersion, Answering("accept", """{"approve": true}""", asked));

        (await ChargeAsync(client)).AssertAllowed();
        (await ChargeAsync(client)).AssertDenied();

        Assert.Equal(1, _charge.Calls);
        Assert.Contains("Charges above 10 need a yes.", asked[0], StringComparison.Ordinal);
        Assert.Contains("""{"amount":20}""", asked[0], StringComparison.Ordinal);
        Assert.Empty(await _store.ListPendingAsync());
    }

    [Theory]
    [MemberData(nameof(AnswersThatAreNoYes))]
    public async Task Anything_else_denies_and_burns_nothing(string action, string content)
    {
        await using var server = Guarded();
        var client = await server.ConnectAsync("2025-11-25", Answering(action, content));

        (await ChargeAsync(client)).AssertDenied();
        Assert.Equal(0, _charge.Calls);

        (await ChargeAsync(client, amount: 5)).AssertAllowed();
    }

    [Fact]
    public async Task A_no_denies_in_the_later_protocol_as_well()
    {
        await using var server = Guarded();
        var client = await server.ConnectAsync("2026-07-28", Answering("accept", """{"approve": false}"""));

        (await ChargeAsync(client)).AssertDenied();

        Assert.Equal(0, _charge.Calls);
    }

    [Theory]
    [InlineData("2025-11-25")]
    [InlineData("2026-07-28")]
    public async Task A_client_that_cannot_ask_is_denied_and_told_why(string protocolVersion)
    {
        await using var server = Guarded();
        var client = await server.ConnectAsync(protocolVersion);

        var denied = await ChargeAsync(client);

        denied.AssertDenied();
        Assert.Contains("this client cannot ask one", denied.Text(), StringComparison.Ordinal);
        Assert.Equal(0, _charge.Calls);
    }

    [Fact]
    public async Task Whoever_decides_elsewhere_is_waited_for_and_the_client_is_told_so()
    {
        await using var server = Guarded(hook => hook.Approver = new StoreApprover(_store));
        var client = await server.ConnectAsync("2025-11-25");
        var told = new TaskCompletionSource<string?>(TaskCreationOptions.RunContinuationsAsynchronously);

        var call = client.CallToolAsync(
            "charge", Amount(20), new ImmediateProgress<ProgressNotificationValue>(value => told.TrySetResult(value.Message)));
        var pending = await PendingAsync();
        while (!told.Task.IsCompleted && !call.IsCompleted)
        {
            _clock.Advance(TimeSpan.FromSeconds(10));
            await Task.WhenAny(told.Task, client.PingAsync().AsTask());
        }

        Assert.Equal("Waiting for a person to approve the call.", await told.Task);
        Assert.True(await _store.ApproveAsync(pending.Id, "carol"));
        (await call).AssertAllowed();
        Assert.Equal(1, _charge.Calls);
    }

    [Theory]
    [InlineData("2025-11-25")]
    [InlineData("2026-07-28")]
    public async Task A_tool_that_asks_for_input_itself_runs_once_after_the_approval(string protocolVersion)
    {
        var asking = new RecordedTool("charge", async (request, cancellationToken) =>
        {
            await request.Server.ElicitAsync(new() { Message = "Which card?", RequestedSchema = new() }, cancellationToken);
            return new() { Content = [new TextContentBlock { Text = "charged" }] };
        });
        await using var server = Guarded(tool: asking);
        List<string> asked = [];
        var client = await server.ConnectAsync(protocolVersion, Answering("accept", """{"approve": true}""", asked));

        Assert.Equal("charged", (await ChargeAsync(client)).Text());

        Assert.Equal(2, asked.Count);
        Assert.Equal(1, asking.Calls);
        (await ChargeAsync(client, amount: 5)).AssertDenied();
    }

    [Fact]
    public async Task A_client_whose_user_takes_time_is_told_that_the_call_waits()
    {
        await using var server = Guarded();
        var said = new TaskCompletionSource<ElicitResult>(TaskCreationOptions.RunContinuationsAsynchronously);
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var client = await server.ConnectAsync("2025-11-25", new()
        {
            Handlers = new()
            {
                ElicitationHandler = (_, _) =>
                {
                    asked.SetResult();
                    return new(said.Task);
                },
            },
        });
        var told = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

        var call = client.CallToolAsync(
            "charge", Amount(20), new ImmediateProgress<ProgressNotificationValue>(_ => told.TrySetResult()));
        await asked.Task;
        while (!told.Task.IsCompleted && !call.IsCompleted)
        {
            _clock.Advance(TimeSpan.FromSeconds(10));
            await Task.WhenAny(told.Task, client.PingAsync().AsTask());
        }

        said.SetResult(new() { Action = "accept", Content = new Dictionary<string, JsonElement> { ["approve"] = JsonElement.Parse("true") } });
        (await call).AssertAllowed();
        Assert.True(told.Task.IsCompleted);
    }

    [Fact]
    public async Task Nobody_who_answers_in_time_denies()
    {
        await using var server = Guarded(hook => hook.Approver = new StoreApprover(_store));
        var client = await server.ConnectAsync();

        var call = ChargeAsync(client);
        var pending = await PendingAsync();
        while (!call.IsCompleted)
        {
            _clock.Advance(pending.ExpiresAt - _clock.GetUtcNow() + TimeSpan.FromSeconds(1));
            await Task.WhenAny(call, client.ListToolsAsync().AsTask());
        }

        (await call).AssertDenied();
        Assert.Equal(0, _charge.Calls);
    }

    [Fact]
    public async Task A_call_that_is_given_up_while_a_person_decides_is_never_dispatched()
    {
        await using var server = Guarded(hook => hook.Approver = new StoreApprover(_store));
        var client = await server.ConnectAsync("2025-11-25");

        var call = new CancellableCall(client, "charge", """{"amount": 20}""");
        var pending = await PendingAsync();
        await call.CancelAsync();
        while ((await _store.ListPendingAsync()).Count > 0)
            await client.PingAsync();

        Assert.False(await _store.ApproveAsync(pending.Id, "carol"));
        Assert.Equal(0, _charge.Calls);
        (await ChargeAsync(client, amount: 5)).AssertAllowed();
    }

    [Fact]
    public async Task With_nobody_to_ask_the_call_is_denied()
    {
        await using var server = Guarded(static _ => { });
        var client = await server.ConnectAsync();

        (await ChargeAsync(client)).AssertDenied();
        Assert.Equal(0, _charge.Calls);
    }

    [Fact]
    public void Asking_without_the_evaluators_store_is_refused() => Assert.Throws<OptionsValidationException>(
        () => new McpServerOptions { ServerInfo = new() { Name = "studio", Version = "1.0" } }
            .UsePolicyLayer(_evaluator, hook => hook.AskClient = true));

    public void Dispose() => _store.Dispose();

    private CreatedServer Guarded(Action<PolicyLayerMcpOptions>? approvals = null, RecordedTool? tool = null)
    {
        approvals ??= static hook => hook.AskClient = true;
        return new(new McpServerOptions { ServerInfo = new() { Name = "studio", Version = "1.0" }, ToolCollection = [tool ?? _charge] }
            .UsePolicyLayer(
                _evaluator,
                hook =>
                {
                    hook.Grant = "local";
                    hook.ApprovalStore = _store;
                    approvals(hook);
                },
                timeProvider: _clock));
    }

    private async Task<ApprovalRequest> PendingAsync()
    {
        IReadOnlyList<ApprovalRequest> pending;
        while ((pending = await _store.ListPendingAsync()).Count == 0)
            await Task.Yield();
        return pending[0];
    }

    private static Task<CallToolResult> ChargeAsync(McpClient client, int amount = 20) =>
        client.CallToolAsync("charge", Amount(amount)).AsTask();

    private static Dictionary<string, object?> Amount(int amount) => new() { ["amount"] = amount };

    private static McpClientOptions Answering(string action, string content, List<string>? asked = null) => new()
    {
        Handlers = new()
        {
            ElicitationHandler = (request, _) =>
            {
                asked?.Add(request!.Message);
                return ValueTask.FromResult(new ElicitResult
                {
                    Action = action,
                    Content = JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(content),
                });
            },
        },
    };
}
