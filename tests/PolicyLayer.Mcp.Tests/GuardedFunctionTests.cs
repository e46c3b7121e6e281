using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;
using PolicyLayer.Core;

namespace PolicyLayer.Mcp.Tests;

public sealed class GuardedFunctionTests : IDisposable
{
    private static readonly CallerContext Agent = new("studio", "agent");

    private readonly InMemoryApprovalStore _approvals = new();
    private readonly PolicyEvaluator _evaluator = new(new PolicySet(Policy.Parse("""
        {"version": "1", "default": "deny", "hide": ["delete_track"], "tools": {
          "record": {
            "deny_if": [{"path": "args.amount", "op": "gt", "value": 10, "on_deny": "Ask a person."}],
            "limits": [{"counter": "record_rate", "window": "minute", "max": 2, "refund": "on_error"}]}}}
        """)));

    public static TheoryData<Exception> GivenUp =>
    [
        new OperationCanceledException(),
        new TimeoutException(),
        new InvalidOperationException("The service did not answer.", new TimeoutException()),
        new AggregateException(new InvalidOperationException(), new TaskCanceledException()),
    ];

    [Theory]
    [InlineData("2025-11-25")]
    [InlineData("2026-07-28")]
    public async Task The_tools_of_an_unguarded_server_are_guarded_on_the_clients_side(string protocolVersion)
    {
        RecordedTool record = new("record"), stop = new("stop");
        await using var server = Unguarded(record, stop, new("delete_track"));
        var client = await server.ConnectAsync(protocolVersion);

        var tools = (await client.ListToolsAsync()).WithPolicyLayer(_evaluator, Agent);

        Assert.Equal(["record", "stop"], tools.Select(tool => tool.Name));
        Assert.Equal("record done", Assert.IsType<TextContent>(await tools[0].InvokeAsync()).Text);
        Assert.Equal("[POLICY DENIED] Ask a person.", DenialIn(await InvokeAsync(tools[0], """{"amount": 11}""")));
        Assert.StartsWith("[POLICY DENIED] ", DenialIn(await tools[1].InvokeAsync()), StringComparison.Ordinal);
        Assert.Equal("record done", Assert.IsType<TextContent>(await InvokeAsync(tools[0], """{"amount": 10}""")).Text);
        Assert.StartsWith("[POLICY DENIED] ", DenialIn(await tools[0].InvokeAsync()), StringComparison.Ordinal);
        Assert.Equal(2, record.Calls);
        Assert.Equal(0, stop.Calls);
    }

    [Fact]
    public async Task A_denial_is_the_very_answer_of_a_guarded_server()
    {
        await using var server = Unguarded(new RecordedTool("stop"));
        await using var guarded = new CreatedServer(OptionsWith(new RecordedTool("stop"))
            .UsePolicyLayer(_evaluator, hook => hook.Grant = "agent"));
        var ours = Assert.Single(
            (await (await server.ConnectAsync("2025-11-25")).ListToolsAsync()).WithPolicyLayer(_evaluator, Agent));
        var theirs = Assert.Single(await (await guarded.ConnectAsync("2025-11-25")).ListToolsAsync());

        Assert.True(JsonElement.DeepEquals(
            Assert.IsType<JsonElement>(await theirs.InvokeAsync()), Assert.IsType<JsonElement>(await ours.InvokeAsync())));
    }

    [Fact]
    public async Task A_tool_that_the_host_renamed_is_judged_by_the_servers_name_for_it()
    {
        var delete = new RecordedTool("delete_track");
        await using var server = Unguarded(delete);
        var tools = await (await server.ConnectAsync()).ListToolsAsync();

        Assert.Empty(new AIFunction[] { tools[0].WithName("record") }.WithPolicyLayer(_evaluator, Agent));
    }

    [Fact]
    public async Task An_answer_that_is_an_error_is_given_back_where_the_policy_says_so()
    {
        var record = new RecordedTool("record", (_, _) => ValueTask.FromResult(new CallToolResult { IsError = true }));
        await using var server = Unguarded(record);
        var tool = Assert.Single((await (await server.ConnectAsync()).ListToolsAsync()).WithPolicyLayer(_evaluator, Agent));

        for (var i = 0; i < 5; i++)
            await tool.InvokeAsync();

        Assert.Equal(5, record.Calls);
    }

    [Fact]
    public async Task A_function_that_throws_has_answered_with_an_error()
    {
        var calls = 0;
        var guarded = GuardedThatThrows(_ =>
        {
            calls++;
            throw new InvalidOperationException("inside");
        });

        for (var i = 0; i < 5; i++)
        {
            var error = await Assert.ThrowsAsync<InvalidOperationException>(() => guarded.InvokeAsync().AsTask());
            Assert.Equal("inside", error.Message);
        }

        Assert.Equal(5, calls);
    }

    [Theory]
    [MemberData(nameof(GivenUp))]
    public async Task A_function_that_was_given_up_has_not_answered_and_stays_charged(Exception exception)
    {
        var guarded = GuardedThatThrows(_ => throw exception);

        for (var i = 0; i < 2; i++)
            Assert.Same(exception, await Assert.ThrowsAnyAsync<Exception>(() => guarded.InvokeAsync().AsTask()));

        DenialIn(await guarded.InvokeAsync());
    }

    [Fact]
    public async Task A_function_that_throws_once_its_caller_has_hung_up_stays_charged()
    {
        var source = new CancellationTokenSource();
        var guarded = GuardedThatThrows(_ =>
        {
            source.Cancel();
            throw new InvalidOperationException("inside");
        });

        for (var i = 0; i < 2; i++)
        {
            source = new();
            await Assert.ThrowsAsync<InvalidOperationException>(() => guarded.InvokeAsync(cancellationToken: source.Token).AsTask());
        }

        DenialIn(await guarded.InvokeAsync());
    }

    [Fact]
    public async Task What_a_tool_of_a_server_throws_may_be_a_lost_connection_and_stays_charged()
    {
        var record = new RecordedTool("record", (_, _) => throw new McpProtocolException("inside"));
        await using var server = Unguarded(record);
        var tool = Assert.Single((await (await server.ConnectAsync()).ListToolsAsync()).WithPolicyLayer(_evaluator, Agent));

        for (var i = 0; i < 2; i++)
            await Assert.ThrowsAnyAsync<McpException>(() => tool.InvokeAsync().AsTask());

        DenialIn(await tool.InvokeAsync());
        Assert.Equal(2, record.Calls);
    }

    [Fact]
    public async Task A_tool_that_was_offered_before_it_was_hidden_is_denied()
    {
        var record = new RecordedTool("record");
        await using var server = Unguarded(record);
        var tool = Assert.Single((await (await server.ConnectAsync()).ListToolsAsync()).WithPolicyLayer(_evaluator, Agent));

        _evaluator.Update(new(Policy.Parse("""{"version": "1", "default": "allow", "hide": ["record"]}""")));

        Assert.StartsWith("[POLICY DENIED] ", DenialIn(await tool.InvokeAsync()), StringComparison.Ordinal);
        Assert.Equal(0, record.Calls);
    }

    [Fact]
    public async Task Any_function_of_the_hosts_own_is_guarded()
    {
        List<int> amounts = [];
        var function = AIFunctionFactory.Create(
            (int amount) =>
            {
                amounts.Add(amount);
                return amount * 2;
            },
            "record");
        var guarded = Assert.Single(new[] { function }.WithPolicyLayer(_evaluator, Agent));

        Assert.Equal(8, Assert.IsType<JsonElement>(await InvokeAsync(guarded, """{"amount": 4}""")).GetInt32());
        Assert.Equal(10, Assert.IsType<JsonElement>(await guarded.InvokeAsync(new() { ["amount"] = 5 })).GetInt32());
        DenialIn(await guarded.InvokeAsync(new() { ["amount"] = 11 }));
        Assert.Equal([4, 5], amounts);
    }

    [Fact]
    public async Task An_object_is_judged_in_the_form_in_which_it_is_dispatched()
    {
        var order = new List<int> { 1 };
        JsonElement seen = default;
        var function = AIFunctionFactory.Create((JsonElement order) => { seen = order; }, "record");
        var evaluator = new PolicyEvaluator(new PolicySet(Policy.Parse("""
            {"version": "1", "default": "deny", "tools": {"record": {"action": "require_approval", "require": [
              {"path": "args.order[0]", "op": "lte", "value": 10}]}}}
            """)), approvals: _approvals);
        var guarded = Assert.Single(new[] { function }.WithPolicyLayer(evaluator, Agent, ApprovedAfter(() => order[0] = 1000)));

        await guarded.InvokeAsync(new() { ["order"] = order });

        Assert.Equal(1, Assert.Single(seen.EnumerateArray()).GetInt32());
    }

    [Fact]
    public void Guarding_a_function_twice_is_refused()
    {
        var guarded = new[] { AIFunctionFactory.Create(() => "done", "record") }.WithPolicyLayer(_evaluator, Agent);

        Assert.Throws<ArgumentException>(() => guarded.WithPolicyLayer(_evaluator, Agent));
    }

    [Fact]
    public async Task A_caller_without_policy_is_offered_nothing_and_denied_everything()
    {
        var function = AIFunctionFactory.Create(() => "done", "record");
        var guarded = Assert.Single(new[] { function }.WithPolicyLayer(_evaluator, Agent));
        _evaluator.Update(new([]));

        Assert.Empty(new[] { function }.WithPolicyLayer(_evaluator, Agent));
        DenialIn(await guarded.InvokeAsync());
    }

    public void Dispose() => _approvals.Dispose();

    private ApprovalFlow ApprovedAfter(Action change) => new(_approvals, new CallbackApprover((_, _) =>
    {
        change();
        return ValueTask.FromResult(ApprovalAnswer.Approve("a person"));
    }));

    private AIFunction GuardedThatThrows(Func<CancellationToken, string> function) =>
        Assert.Single(new[] { AIFunctionFactory.Create(function, "record") }.WithPolicyLayer(_evaluator, Agent));

    private static CreatedServer Unguarded(params RecordedTool[] tools) => new(OptionsWith(tools));

    private static McpServerOptions OptionsWith(params RecordedTool[] tools) => new()
    {
        ServerInfo = new() { Name = "studio", Version = "1.0" },
        ToolCollection = [.. tools],
    };

    private static ValueTask<object?> InvokeAsync(AIFunction function, string arguments) =>
        function.InvokeAsync(new(JsonSerializer.Deserialize<Dictionary<string, object?>>(arguments)));

    private static string DenialIn(object? result)
    {
        var answer = Assert.IsType<JsonElement>(result);
        Assert.True(answer.GetProperty("isError").GetBoolean());
        return Assert.Single(answer.GetProperty("content").EnumerateArray()).GetProperty("text").GetString()!;
    }
}
