// The pipeline that the hook itself stands in.
#pragma warning disable MCPEXP002

using Microsoft.Extensions.Options;
using ModelContextProtocol;
using ModelContextProtocol.Server;
using PolicyLayer.Core;

namespace PolicyLayer.Mcp.Tests;

public sealed class CreatedServerTests
{
    private readonly RecordedTool _record = new("record");
    private readonly RecordedTool _delete = new("delete_track");
    private readonly PolicyEvaluator _evaluator = new(new PolicySet(Policy.Parse("""
        {"version": "1", "default": "deny", "hide": ["delete_track"], "tools": {
          "record": {"limits": [{"counter": "record_rate", "window": "minute", "max": 2}]}}}
        """)));

    [Theory]
    [InlineData("2025-11-25")]
    [InlineData("2026-07-28")]
    public async Task A_server_without_container_is_guarded_like_one_that_has_one(string protocolVersion)
    {
        await using var server = new CreatedServer(Options().UsePolicyLayer(_evaluator, hook => hook.Grant = "local"));
        var client = await server.ConnectAsync(protocolVersion);

        Assert.Equal(["record"], await client.ToolNamesAsync());
        for (var i = 0; i < 2; i++)
            (await client.CallToolAsync("record")).AssertAllowed();
        (await client.CallToolAsync("record")).AssertDenied();
        (await client.CallToolAsync("delete_track")).AssertDenied();

        Assert.Equal(2, _record.Calls);
        Assert.Equal(0, _delete.Calls);
    }

    [Fact]
    public async Task The_options_of_several_servers_share_the_budgets_of_one_evaluator()
    {
        for (var used = 0; used < 3; used++)
        {
            await using var server = new CreatedServer(Options().UsePolicyLayer(_evaluator, hook => hook.Grant = "local"));
            var client = await server.ConnectAsync();
            await client.CallToolAsync("record");
        }

        Assert.Equal(2, _record.Calls);
    }

    [Fact]
    public void Guarding_the_same_options_twice_is_refused()
    {
        var options = Options().UsePolicyLayer(_evaluator);

        Assert.Throws<InvalidOperationException>(() => options.UsePolicyLayer(_evaluator));
    }

    [Fact]
    public void Options_that_do_not_name_the_server_are_refused() =>
        Assert.Throws<InvalidOperationException>(() => new McpServerOptions().UsePolicyLayer(_evaluator));

    [Fact]
    public void Empty_names_are_refused() => Assert.Throws<OptionsValidationException>(
        () => Options().UsePolicyLayer(_evaluator, hook => hook.Grant = ""));

    [Fact]
    public void A_filter_that_is_put_before_the_guard_afterwards_keeps_the_server_from_being_made()
    {
        var options = Options().UsePolicyLayer(_evaluator);
        options.Filters.Request.CallToolWithAlternateFilters.Insert(
            0, (request, next, cancellationToken) => next(request, cancellationToken));

        Assert.Throws<InvalidOperationException>(() => new CreatedServer(options));
    }

    [Fact]
    public void Taking_out_the_filter_of_messages_afterwards_keeps_the_server_from_being_made()
    {
        var options = Options().UsePolicyLayer(_evaluator);
        options.Filters.Message.IncomingFilters.Clear();

        Assert.Throws<InvalidOperationException>(() => new CreatedServer(options));
    }

    [Fact]
    public async Task Taking_out_the_filter_of_lists_afterwards_keeps_the_server_from_answering()
    {
        var options = Options().UsePolicyLayer(_evaluator, hook => hook.Grant = "local");
        options.Filters.Request.ListToolsFilters.Clear();
        await using var server = new CreatedServer(options);

        await Assert.ThrowsAnyAsync<McpException>(() => server.ConnectAsync("2025-11-25"));
    }

    private McpServerOptions Options() => new()
    {
        ServerInfo = new() { Name = "studio", Version = "1.0" },
        ToolCollection = [_record, _delete],
    };
}
