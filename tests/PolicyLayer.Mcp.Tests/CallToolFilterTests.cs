using Microsoft.Extensions.DependencyInjection;

namespace PolicyLayer.Mcp.Tests;

public sealed class CallToolFilterTests
{
    private const string TenAMinute = """
        {"version": "1", "default": "deny", "hide": ["delete_track"], "tools": {
          "record": {"limits": [{"counter": "record_rate", "window": "minute", "max": 10, "scope": "grant"}]}}}
        """;

    private const string NoLargeAmounts = """
        {"version": "1", "default": "deny", "tools": {"record": {"deny_if": [
          {"conditions": [{"path": "args.amount", "op": "gt", "value": 10000}], "on_deny": "Ask a person."}]}}}
        """;

    [Theory]
    [InlineData("2025-11-25")]
    [InlineData("2026-07-28")]
    public async Task Ten_calls_pass_and_the_eleventh_is_rate_limited_until_the_window_has_passed(string protocolVersion)
    {
        await using var server = GuardedServer.Of(TenAMinute);
        var client = await server.ConnectAsync(protocolVersion);

        for (var i = 0; i < 10; i++)
            (await client.CallToolAsync("record")).AssertAllowed();
        var eleventh = await client.CallToolAsync("record");

        eleventh.AssertDenied();
        Assert.Equal(10, server.Record.Calls);
        server.Clock.Advance(TimeSpan.FromMinutes(1));
        (await client.CallToolAsync("record")).AssertAllowed();
    }

    [Theory]
    [InlineData("2025-11-25", null)]
    [InlineData("2026-07-28", "complete")]
    public async Task The_agent_gets_the_policys_message_and_nothing_else(string protocolVersion, string? resultType)
    {
        await using var server = GuardedServer.Of(NoLargeAmounts);
        var client = await server.ConnectAsync(protocolVersion);

        var answer = await client.SendRawAsync("tools/call", """{"name": "record", "arguments": {"amount": 20000}}""");
        var result = answer.AsObject();

        Assert.Equal("[POLICY DENIED] Ask a person.", (string?)result["content"]![0]!["text"]);
        Assert.True((bool?)result["isError"]);
        Assert.Equal(resultType, (string?)result["resultType"]);
        Assert.Empty(result.Select(member => member.Key).Except(["content", "isError", "resultType", "_meta"]));
        Assert.DoesNotContain("deny_if", result.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal(0, server.Record.Calls);
    }

    [Fact]
    public async Task A_hidden_tool_answers_like_one_that_is_not_listed()
    {
        await using var server = GuardedServer.Of(TenAMinute);
        var client = await server.ConnectAsync();

        var hidden = await client.CallToolAsync("delete_track");
        var unlisted = await client.CallToolAsync("unlisted_one");

        hidden.AssertDenied();
        unlisted.AssertDenied();
        Assert.Equal(unlisted.Text(), hidden.Text().Replace("delete_track", "unlisted_one", StringComparison.Ordinal));
        Assert.Equal(0, server.Delete.Calls);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Record")]
    [InlineData(" record")]
    [InlineData("record\u0000")]
    public async Task Another_spelling_of_an_allowed_tool_is_denied(string name)
    {
        await using var server = GuardedServer.Of(TenAMinute);
        var client = await server.ConnectAsync();

        (await client.CallToolAsync(name)).AssertDenied();
    }

    [Fact]
    public async Task Ordinary_filters_of_the_host_run_once_and_only_for_admitted_calls()
    {
        await using var server = GuardedServer.Of(TenAMinute);
        var seen = 0;
        server.Mcp.WithRequestFilters(filters => filters.AddCallToolFilter(next => (request, cancellationToken) =>
        {
            seen++;
            return next(request, cancellationToken);
        }));
        var client = await server.ConnectAsync();

        (await client.CallToolAsync("record")).AssertAllowed();
        (await client.CallToolAsync("delete_track")).AssertDenied();

        Assert.Equal(1, seen);
    }
}
