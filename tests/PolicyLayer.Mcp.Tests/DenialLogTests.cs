using Microsoft.Extensions.Logging;
using PolicyLayer.Core;

namespace PolicyLayer.Mcp.Tests;

public sealed class DenialLogTests
{
    [Fact]
    public async Task The_log_gets_the_rule_and_no_argument()
    {
        await using var server = GuardedServer.Of("""
            {"version": "1", "default": "deny", "tools": {"record": {"deny_if": [
              {"conditions": [{"path": "args.amount", "op": "gt", "value": 10000}], "on_deny": "Ask a person."}]}}}
            """);
        var client = await server.ConnectAsync();

        await client.CallToolAsync("record", McpClientCalls.Arguments("""{"amount": 98765}"""));

        var entry = Assert.Single(server.Log.Entries);
        Assert.Equal(LogLevel.Information, entry.Level);
        Assert.Equal("record", entry.Values["Tool"]);
        Assert.Equal("studio", entry.Values["Server"]);
        Assert.Equal("local", entry.Values["Grant"]);
        Assert.Equal(PolicyOutcome.Deny, entry.Values["Outcome"]);
        Assert.Equal(DecisionCodes.DenyRuleMatched, entry.Values["Code"]);
        Assert.Equal("/tools/record/deny_if/args.amount-gt", entry.Values["Rule"]);
        Assert.DoesNotContain("98765", entry.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_log_says_when_a_rate_limited_call_may_be_tried_again()
    {
        await using var server = GuardedServer.Of("""
            {"version": "1", "default": "deny", "tools": {
              "record": {"limits": [{"counter": "record_rate", "window": "minute", "max": 1}]}}}
            """);
        var client = await server.ConnectAsync();

        await client.CallToolAsync("record");
        server.Clock.Advance(TimeSpan.FromSeconds(20));
        await client.CallToolAsync("record");

        var entry = Assert.Single(server.Log.Entries);
        Assert.Equal(PolicyOutcome.RateLimited, entry.Values["Outcome"]);
        Assert.Equal(TimeSpan.FromSeconds(40), entry.Values["RetryAfter"]);
    }

    [Fact]
    public async Task The_log_says_what_shadow_mode_would_have_denied()
    {
        await using var server = GuardedServer.Of("""
            {"version": "1", "default": "deny", "mode": "shadow", "tools": {"delete_track": {}}}
            """);
        var client = await server.ConnectAsync();

        await client.CallToolAsync("record");
        await client.CallToolAsync("delete_track");

        var entry = Assert.Single(server.Log.Entries);
        Assert.Equal((LogLevel.Information, 1), (entry.Level, server.Record.Calls));
        Assert.StartsWith("Allowed in shadow mode: a call of record on studio by local", entry.Text, StringComparison.Ordinal);
        Assert.Equal((PolicyOutcome.Deny, DecisionCodes.NotListed), (entry.Values["Outcome"], entry.Values["Code"]));
        Assert.Equal("(default deny)", entry.Values["Rule"]);
    }

    [Theory]
    [InlineData("x\nfail: forged", @"x\u000afail: forged")]
    [InlineData("\u001b[2Jx", @"\u001b[2Jx")]
    [InlineData("\u202etxt.exe", @"\u202etxt.exe")]
    [InlineData("\u2028x\ue000\u0378", @"\u2028x\ue000\u0378")]
    public async Task A_name_cannot_write_lines_or_turn_text_around_in_the_log(string name, string logged)
    {
        await using var server = GuardedServer.Of("""{"version": "1", "default": "deny"}""");
        var client = await server.ConnectAsync();

        (await client.CallToolAsync(name)).AssertDenied();

        Assert.Equal(logged, Assert.Single(server.Log.Entries).Values["Tool"]);
    }

    [Theory]
    [InlineData("enforce")]
    [InlineData("shadow")]
    public async Task The_name_of_a_rule_cannot_either(string mode)
    {
        await using var server = GuardedServer.Of($$"""
            {"version": "1", "default": "deny", "mode": "{{mode}}", "tools": {"record": {
              "deny_if": [{"name": "a\u202eb\u2028c", "conditions": []}]} } }
            """);
        var client = await server.ConnectAsync();

        await client.CallToolAsync("record");

        var entry = Assert.Single(server.Log.Entries);
        Assert.Equal(@"/tools/record/deny_if/a\u202eb\u2028c", entry.Values["Rule"]);
        Assert.DoesNotContain('\u202e', entry.Text);
    }

    [Fact]
    public async Task A_long_name_is_cut_in_the_log_and_no_character_halved()
    {
        await using var server = GuardedServer.Of("""{"version": "1", "default": "deny"}""");
        var client = await server.ConnectAsync();

        (await client.CallToolAsync(new string('a', 127) + "\U0001F600" + new string('b', 5000))).AssertDenied();

        var logged = Assert.IsType<string>(Assert.Single(server.Log.Entries).Values["Tool"]);
        Assert.InRange(logged.Length, 127, 200);
        Assert.DoesNotContain(logged, char.IsSurrogate);
    }

    [Fact]
    public async Task A_user_whose_name_another_service_gave_cannot_write_lines_either_and_is_named_in_full()
    {
        await using var server = GuardedServer.Of("""{"version": "1", "default": "deny"}""");
        var client = await server.ConnectAsync();
        server.User = Users.Of("https://a", new string('m', 300) + "\nfail: forged\u202e");

        (await client.CallToolAsync("record")).AssertDenied();

        var entry = Assert.Single(server.Log.Entries);
        Assert.Equal($"https://a|{new string('m', 300)}\\u000afail: forged\\u202e", entry.Values["Grant"]);
        Assert.DoesNotContain('\n', entry.Text);
    }
}
