using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;

namespace PolicyLayer.Mcp.Tests;

/// <summary>Messages that readers could take in two ways, or that are no calls at all, over the wire as they are.</summary>
public sealed class EnvelopeTests
{
    private const string SmallAmounts = """
        {"version": "1", "default": "deny", "hide": ["delete_track"], "tools": {
          "record": {"deny_if": [{"path": "args.amount", "op": "gt", "value": 10000}]}}}
        """;

    [Theory]
    [InlineData("""{"name": "record", "NAME": "delete_track"}""")]
    [InlineData("""{"NAME": "delete_track", "name": "record"}""")]
    [InlineData("""{"name": "delete_track", "Name": "record"}""")]
    [InlineData("""{"name": "record", "name": "delete_track"}""")]
    [InlineData("""{"name": "delete_track", "n\u0061me": "record"}""")]
    [InlineData("""{"name": "record", "arguments": {"amount": 1}, "Arguments": {"amount": 20000}}""")]
    [InlineData("""{"name": "record", "arguments": {"amount": 20000}, "arguments": {"amount": 1}}""")]
    public async Task A_member_that_is_there_twice_whatever_its_case_reaches_no_tool(string parameters)
    {
        await using var server = GuardedServer.Of(SmallAmounts);
        var client = await server.ConnectRawAsync();

        AssertRefused(await client.CallToolAsync(parameters));
        Assert.Equal((0, 0), (server.Record.Calls, server.Delete.Calls));
    }

    [Fact]
    public async Task A_name_in_other_case_is_judged_by_the_tool_that_it_would_run()
    {
        await using var server = GuardedServer.Of(SmallAmounts);
        var client = await server.ConnectRawAsync();

        AssertRefused(await client.CallToolAsync("""{"NAME": "delete_track"}"""));
        Assert.Equal(0, server.Delete.Calls);
    }

    [Theory]
    [InlineData("""{"amount": 1, "amount": 20000}""")]
    [InlineData("""{"amount": 20000, "amount": 1}""")]
    [InlineData("""{"amount": 1, "\u0061mount": 20000}""")]
    [InlineData("""{"\u0061mount": 20000, "amount": 1}""")]
    public async Task Of_an_argument_that_is_there_twice_the_tool_gets_what_was_judged_or_is_not_reached(string arguments)
    {
        var reached = new List<decimal>();
        await using var server = GuardedServer.Of(SmallAmounts);
        server.Mcp.WithRequestFilters(filters => filters.AddCallToolFilter(next => (request, cancellationToken) =>
        {
            reached.Add(request.Params!.Arguments!["amount"].GetDecimal());
            return next(request, cancellationToken);
        }));
        var client = await server.ConnectRawAsync();

        await client.CallToolAsync($$"""{"name": "record", "arguments": {{arguments}}}""");

        Assert.DoesNotContain(20000, reached);
        Assert.Equal(reached.Count, server.Record.Calls);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("""["record"]""")]
    [InlineData("\"record\"")]
    [InlineData("{}")]
    [InlineData("""{"name": 7}""")]
    [InlineData("""{"name": ["record"]}""")]
    [InlineData("""{"name": "record", "arguments": []}""")]
    [InlineData("""{"name": "record", "arguments": [{"amount": 1}]}""")]
    [InlineData("""{"name": "record", "arguments": "{}"}""")]
    [InlineData("""{"name": "record", "arguments": 0}""")]
    [InlineData("""{"name": "record", "arguments": true}""")]
    public async Task Params_and_arguments_that_are_no_objects_reach_no_tool(string parameters)
    {
        await using var server = GuardedServer.Of(SmallAmounts);
        var client = await server.ConnectRawAsync();

        AssertRefused(await client.CallToolAsync(parameters));
        Assert.Equal((0, 0), (server.Record.Calls, server.Delete.Calls));
    }

    [Theory]
    [InlineData("null")]
    [InlineData("""{"name": null}""")]
    public async Task A_call_that_names_no_tool_is_denied_and_logged(string parameters)
    {
        await using var server = GuardedServer.Of("""{"version": "1", "default": "allow"}""");
        var client = await server.ConnectRawAsync();

        var answer = await client.CallToolAsync(parameters);

        Assert.Equal("[POLICY DENIED] The call is malformed.", (string?)answer["result"]?["content"]?[0]?["text"]);
        Assert.Equal("invalid_call", Assert.Single(server.Log.Entries).Values["Code"]);
    }

    private static void AssertRefused(JsonNode answer) =>
        Assert.True(answer["error"] is not null || (bool?)answer["result"]?["isError"] == true, answer.ToJsonString());
}
