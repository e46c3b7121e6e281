using System.Text.Json;
using Microsoft.Extensions.Logging;
using static PolicyLayer.Core.Tests.DependencyInjection.PolicyTexts;
using static PolicyLayer.Core.Tests.Policies;

namespace PolicyLayer.Core.Tests.Telemetry;

public sealed class LogSinkTests
{
    [Fact]
    public void The_level_goes_by_what_was_decided()
    {
        using var engine = new ObservedEngine(Limited(max: 1), events => events.Log = true);

        engine.Decide("""{ "b": 1, "a": 1 }""");
        engine.Decide();

        var logged = engine.Log.Entries.ToList();
        Assert.Equal([LogLevel.Debug, LogLevel.Information], logged.Select(entry => entry.Level));
        Assert.StartsWith("t on server by alice, session session-1: allow, allowed,", logged[0].Text, StringComparison.Ordinal);
        Assert.Contains("arguments a, b, policy main ", logged[0].Text, StringComparison.Ordinal);
        Assert.Contains(", approval none, event ", logged[0].Text, StringComparison.Ordinal);
        Assert.Contains(
            "rate_limited, rate_limited, rule /tools/t/limits/c, retry after 00:01:00, message The rate limit of",
            logged[1].Text,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failure_of_a_store_is_an_error()
    {
        var store = new PolicyLayer.TestKit.ScriptedCounterStore { Answer = (_, _) => throw new IOException("The store is down.") };
        using var engine = new ObservedEngine(
            Limited(max: 1),
            events => events.Log = true,
            services => services.Add(new(typeof(Core.Limits.ICounterStore), store)));

        await engine.Evaluator.EvaluateAsync(Call());

        Assert.Equal(LogLevel.Error, Assert.Single(engine.Log.Entries).Level);
    }

    [Fact]
    public void What_shadow_mode_would_have_denied_is_logged_as_that()
    {
        using var engine = new ObservedEngine(
            DenyAll.Replace("\"default\"", "\"mode\": \"shadow\", \"default\"", StringComparison.Ordinal), events => events.Log = true);

        engine.Decide();

        var (level, text) = Assert.Single(engine.Log.Entries);
        Assert.Equal(LogLevel.Information, level);
        Assert.StartsWith(
            "t on server by alice, session session-1: allowed in shadow mode, would have been deny, not_listed, rule (default deny)",
            text,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("x\nfail: forged", @"x\u000afail: forged")]
    [InlineData("\u001b[2Jx", @"\u001b[2Jx")]
    [InlineData("\u202etxt.exe", @"\u202etxt.exe")]
    public void Nobody_writes_lines_or_turns_text_around_in_the_log(string text, string logged)
    {
        var json = JsonSerializer.Serialize(text);
        var policy = $$"""{ "version": "1", "default": "deny", "tools": { "t": { "action": "deny", "reason": {{json}} } } }""";
        using var engine = new ObservedEngine(policy, events => events.Log = true);

        engine.Decide(caller: new("server", text, text), tool: text);
        engine.Decide($"{{ {json}: 1 }}");

        var lines = engine.Log.Entries.Select(entry => entry.Text).ToList();
        Assert.Equal(2, lines.Count);
        Assert.StartsWith($"{logged} on server by {logged}, session {logged}:", lines[0], StringComparison.Ordinal);
        Assert.Contains($"message {logged}, arguments {logged},", lines[1], StringComparison.Ordinal);
        Assert.All(lines, line => Assert.DoesNotContain(line, unit => char.IsControl(unit) || char.IsSurrogate(unit) || unit == '\u202e'));
    }

    [Fact]
    public void Half_of_a_character_is_escaped_as_well()
    {
        using var engine = new ObservedEngine(DenyAll, events => events.Log = true);

        engine.Decide(tool: "\ud800");

        Assert.StartsWith(@"\ud800 on server", Assert.Single(engine.Log.Entries).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_is_logged_unless_the_options_say_so()
    {
        using var engine = new ObservedEngine(AllowAll);

        engine.Decide();

        Assert.Empty(engine.Log.Entries);
    }
}
