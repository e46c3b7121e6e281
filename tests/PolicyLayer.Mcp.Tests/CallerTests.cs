using System.Security.Claims;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ModelContextProtocol.Client;
using PolicyLayer.Core;

namespace PolicyLayer.Mcp.Tests;

public sealed class CallerTests
{
    private const string OneAMinute = """
        {"version": "1", "default": "deny", "tools": {
          "record": {"limits": [{"counter": "record_rate", "window": "minute", "max": 1, "scope": "grant"}]}}}
        """;

    private const string OneAMinuteAndSession = """
        {"version": "1", "default": "deny", "tools": {"record": {"rate_limit": {"max": 1, "window": 60}}}}
        """;

    private static readonly Dictionary<string, ClaimsPrincipal> NobodyInParticular = new()
    {
        ["no subject"] = Users.Of("https://a"),
        ["an empty subject"] = Users.Of("https://a", ""),
        ["two subjects"] = Users.Of("https://a", "ann", "bob"),
        ["an empty issuer"] = Users.Of("", "ann"),
        ["an identity without subject before one with"] = new(
            [new ClaimsIdentity([], "Cookie"), (ClaimsIdentity)Users.Of("https://a", "ann").Identity!]),
    };

    public static TheoryData<string> UsersWithoutIdentity => [.. NobodyInParticular.Keys];

    [Fact]
    public async Task Each_user_of_one_connection_has_a_budget_of_their_own()
    {
        await using var server = GuardedServer.Of(OneAMinute);
        var client = await server.ConnectAsync();

        ClaimsPrincipal?[] users =
            [Users.Of("https://a", "ann"), Users.Of("https://a", "bob"), Users.Of("https://b", "ann"), null];
        foreach (var user in users)
        {
            server.User = user;
            (await client.CallToolAsync("record")).AssertAllowed();
            (await client.CallToolAsync("record")).AssertDenied();
        }
    }

    [Fact]
    public async Task Each_user_has_the_policy_of_their_own_grant()
    {
        var allows = Policy.Parse("""{"version": "1", "default": "allow"}""", "allows");
        await using var server = GuardedServer.Of(OneAMinute);
        server.Evaluator = new PolicyEvaluator(
            new PolicySet([new PolicyAssignment(allows, "studio", UserGrant.For("https://a", "ann"))]));
        var client = await server.ConnectAsync();

        server.User = Users.Of("https://a", "ann");
        (await client.CallToolAsync("delete_track")).AssertAllowed();

        server.User = Users.Of("https://b", "ann");
        (await client.CallToolAsync("delete_track")).AssertDenied();
    }

    [Theory]
    [MemberData(nameof(UsersWithoutIdentity))]
    public async Task An_authenticated_user_who_is_nobody_in_particular_is_denied_not_given_the_configured_grant(string user)
    {
        await using var server = GuardedServer.Of(OneAMinute);
        server.User = NobodyInParticular[user];
        var client = await server.ConnectAsync();

        (await client.CallToolAsync("record")).AssertDenied();
        Assert.Empty(await client.ToolNamesAsync());
        Assert.Equal(DecisionCodes.NoPolicy, Assert.Single(server.Log.Entries).Values["Code"]);
    }

    [Fact]
    public async Task Claims_that_nobody_authenticated_are_ignored()
    {
        await using var server = GuardedServer.Of(OneAMinute);
        var client = await server.ConnectAsync();

        server.User = new ClaimsPrincipal(new ClaimsIdentity([new("iss", "https://a"), new("sub", "ann")]));
        (await client.CallToolAsync("record")).AssertAllowed();

        server.User = null;
        (await client.CallToolAsync("record")).AssertDenied();
    }

    [Fact]
    public async Task Without_user_and_configured_grant_everything_is_denied_and_nothing_shown()
    {
        await using var server = new GuardedServer("""{"version": "1", "default": "allow"}""");
        server.Mcp.WithPolicyLayer();
        var client = await server.ConnectAsync();

        (await client.CallToolAsync("record")).AssertDenied();
        Assert.Empty(await client.ToolNamesAsync());
    }

    [Fact]
    public async Task Two_sessions_of_one_grant_are_told_apart()
    {
        await using var server = GuardedServer.Of(OneAMinuteAndSession);
        server.Session = "first";
        var client = await server.ConnectAsync();

        (await client.CallToolAsync("record")).AssertAllowed();
        (await client.CallToolAsync("record")).AssertDenied();

        server.Session = "second";
        (await client.CallToolAsync("record")).AssertAllowed();
    }

    [Fact]
    public async Task The_hosts_resolver_says_who_calls()
    {
        await using var server = new GuardedServer(OneAMinute);
        var grant = "one";
        server.Mcp.WithPolicyLayer(options =>
        {
            options.Grant = "never used";
            options.ResolveCaller = _ => new CallerContext("studio", grant);
        });
        var client = await server.ConnectAsync();

        (await client.CallToolAsync("record")).AssertAllowed();
        (await client.CallToolAsync("record")).AssertDenied();
        grant = "two";
        (await client.CallToolAsync("record")).AssertAllowed();
    }

    [Fact]
    public async Task Facts_are_those_of_the_request_even_where_the_caller_was_met_before()
    {
        await using var server = new GuardedServer("""
            {"version": "1", "default": "deny", "tools": {"record": {"require": [
              {"path": "context.hour", "op": "lt", "value": 18}]}}}
            """);
        var hour = 17;
        server.Mcp.WithPolicyLayer(options => options.ResolveCaller = _ =>
            new CallerContext("studio", "local", facts: System.Text.Json.JsonSerializer.SerializeToElement(new { hour })));
        var client = await server.ConnectAsync();

        (await client.CallToolAsync("record")).AssertAllowed();
        hour = 18;
        (await client.CallToolAsync("record")).AssertDenied();
    }

    [Fact]
    public async Task A_resolver_that_throws_denies_and_is_logged()
    {
        await using var server = new GuardedServer("""{"version": "1", "default": "allow"}""");
        server.Mcp.WithPolicyLayer(options =>
        {
            options.Grant = "local";
            options.ResolveCaller = _ => throw new InvalidOperationException("The directory is down.");
        });
        var client = await server.ConnectAsync();

        var result = await client.CallToolAsync("record");

        result.AssertDenied();
        Assert.DoesNotContain("directory", result.Text(), StringComparison.Ordinal);
        Assert.Empty(await client.ToolNamesAsync());
        Assert.Contains(
            server.Log.Entries,
            entry => entry.Level == LogLevel.Error && entry.Exception?.Message == "The directory is down.");
    }

    [Fact]
    public async Task What_the_client_says_about_itself_changes_nothing()
    {
        var allows = Policy.Parse("""{"version": "1", "default": "allow"}""", "allows");
        await using var server = GuardedServer.Of(OneAMinute);
        server.Evaluator = new PolicyEvaluator(new PolicySet([new PolicyAssignment(allows, "studio", "admin")]));
        var options = new McpClientOptions { ClientInfo = new() { Name = "admin", Version = "1" } };
        var client = await server.ConnectAsync(options: options);

        var result = await client.SendRawAsync("tools/call", """
            {"name": "record", "arguments": {"grant": "admin"}, "grant": "admin", "_meta": {"grant": "admin", "sub": "admin"}}
            """);

        Assert.True((bool?)result["isError"]);
        Assert.Equal(0, server.Record.Calls);
    }

    [Fact]
    public async Task A_session_that_the_client_names_is_not_its_session()
    {
        await using var server = GuardedServer.Of(OneAMinuteAndSession);
        server.Session = "first";
        var client = await server.ConnectAsync();

        foreach (var session in new[] { "first", "second", "third" })
        {
            await client.SendRawAsync("tools/call", $$$"""
                {"name": "record", "arguments": {"session": "{{{session}}}"}, "_meta": {"session": "{{{session}}}"}}
                """);
        }

        Assert.Equal(1, server.Record.Calls);
    }

    [Fact]
    public async Task A_caller_is_looked_up_once_until_it_has_been_idle()
    {
        await using var server = GuardedServer.Of("""{"version": "1", "default": "allow"}""");
        var counting = new CountedLookups(server.Evaluator);
        server.Evaluator = counting;
        var client = await server.ConnectAsync();

        foreach (var subject in new[] { "ann", "bob", "ann", "bob", "ann" })
        {
            server.User = Users.Of("https://a", subject);
            (await client.CallToolAsync("record")).AssertAllowed();
        }

        Assert.Equal(2, counting.Lookups);
        server.Clock.Advance(TimeSpan.FromHours(1));
        server.User = Users.Of("https://a", "bob");
        (await client.CallToolAsync("record")).AssertAllowed();
        Assert.Equal(3, counting.Lookups);
    }

    [Fact]
    public async Task Sessions_that_clients_open_as_they_like_are_not_all_remembered()
    {
        const int Remembered = 10_000;
        await using var server = GuardedServer.Of("""{"version": "1", "default": "allow"}""");
        var counting = new CountedLookups(server.Evaluator);
        server.Evaluator = counting;
        var client = await server.ConnectAsync();

        for (var i = 0; i <= Remembered; i++)
        {
            server.Session = $"{i}";
            await client.CallToolAsync("record");
        }

        Assert.Equal(Remembered + 1, counting.Lookups);
        server.Session = "0";
        (await client.CallToolAsync("record")).AssertAllowed();
        Assert.Equal(Remembered + 1, counting.Lookups);
        server.Session = $"{Remembered}";
        (await client.CallToolAsync("record")).AssertAllowed();
        Assert.Equal(Remembered + 2, counting.Lookups);
    }
}
