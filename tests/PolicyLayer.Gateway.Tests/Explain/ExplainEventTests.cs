using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace PolicyLayer.Gateway.Tests.Explain;

public partial class ExplainEventTests
{
    private const string Policy =
        """
        {"version":"1","default":"deny","tools":{"pay":{
          "require":[{"path":"args.items[*].price","op":"lt","value":10}],
          "deny_if":[{"path":"args.note","op":"regex","value":"x"}],
          "require_approval_if":[{"path":"args.cents","op":"gt","value":500}],
          "limits":[{"counter":"cents","window":"day","max":600,"increment_from":"args.cents"}]}}}
        """;

    [Fact]
    public async Task A_denied_call_is_explained_as_far_as_it_was_looked_at()
    {
        var events = await RecordAsync("""{"items":[{"price":1},{"price":"2"}],"cents":1}""");

        var run = await ExplainAsync(events);

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Equal(
            $"""
            pay: deny, requirement_failed
              The call does not meet a requirement of the policy for "pay".
              decided by /tools/pay/require/args.items[*].price-lt
              event {Member(events, "id")} at 2026-01-01T00:00:00Z
              called by alice on shop, session s1
              policy shop, version 0, hash {Hash(events)}
              arguments cents, items

            1  the caller has a policy                     passed
            2  the call is well-formed                     passed
            3  the tool is not hidden                      passed
            4  the tool is listed, or others are allowed   passed
            5  the action does not deny                    passed
            6  no rule denies                              deny
               mismatch     /tools/pay/require/args.items[*].price-lt  <- stops the call
                 mismatch     args.items[*].price lt  (string; a value of this type cannot be judged here; 2 elements looked at, decided by [1])
            7  nobody has to approve                       not reached
            8  the limits have room                        not reached

            """,
            run.Output,
            ignoreLineEndingDifferences: true);
    }

    [Fact]
    public async Task A_refused_call_tells_what_it_would_have_cost_and_what_was_left()
    {
        var events = await RecordAsync("""{"items":[],"cents":400}""", """{"items":[],"cents":300}""");

        var run = await ExplainAsync(events);

        Assert.Contains("has room     /tools/pay/limits/cents  (costs 400; number; 200 of 600 left)\n", run.Output, StringComparison.Ordinal);
        Assert.Contains(
            "refuses      /tools/pay/limits/cents  (costs 300; number; 200 of 600 left)  <- stops the call\n",
            run.Output,
            StringComparison.Ordinal);
        Assert.Contains("\n\npay: rate_limited, rate_limited\n", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Json_is_the_event_and_the_step_that_decided()
    {
        var events = await RecordAsync("""{"items":[],"cents":501}""");

        var explained = JsonElement.Parse(Assert.Single((await ExplainAsync(events, "--format", "json")).Lines));

        Assert.Equal(7, explained.GetProperty("step").GetInt32());
        foreach (var member in JsonElement.Parse(events).EnumerateObject())
            Assert.True(JsonElement.DeepEquals(member.Value, explained.GetProperty(member.Name)), member.Name);
    }

    [Fact]
    public async Task What_was_not_recorded_is_said_to_be_missing()
    {
        var events = await RecordedEvents.RecordAsync(
            Policy,
            [RecordedEvents.Call("pay", """{"items":[],"cents":5}""")],
            options => (options.Conditions, options.ChargedAmounts) = (false, false));

        var run = await ExplainAsync(events);

        Assert.Contains("  rules and conditions were not recorded\n", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("/tools/pay", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Shadow_mode_is_explained_by_what_would_have_happened()
    {
        var shadow = Policy.Replace("\"default\"", "\"mode\":\"shadow\",\"default\"", StringComparison.Ordinal);
        var events = await RecordedEvents.RecordAsync(shadow, [RecordedEvents.Call("pay", """{"items":[{"price":99}]}""")]);

        var run = await ExplainAsync(events);

        Assert.StartsWith("pay: deny, requirement_failed; in shadow mode, so the call is allowed\n", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("text", "12 events are missing before 2026-01-01T00:00:00Z: they were dropped.\n")]
    [InlineData("json", "{\"type\":\"dropped\",\"time\":\"2026-01-01T00:00:00Z\",\"count\":12}\n")]
    public async Task A_loss_is_told(string format, string expected)
    {
        var run = await ExplainAsync("""{"type":"dropped","time":"2026-01-01T00:00:00Z","count":12}""", "--format", format);

        Assert.Equal((0, expected), (run.ExitCode, run.Output));
    }

    [Fact]
    public async Task A_line_that_is_no_event_is_named_and_left_out()
    {
        var recorded = await RecordAsync("""{"items":[],"cents":5}""");
        string[] wrong =
        [
            "{\"type\":\"dec", "[]", "{}", "{\"type\":\"decision\"}",
            recorded.TrimEnd().Replace("\"outcome\":\"allow\"", "\"outcome\":1", StringComparison.Ordinal),
            recorded.TrimEnd().Replace("\"rules\":[", "\"rules\":[null,", StringComparison.Ordinal),
            recorded.TrimEnd().Replace("\"conditions\":[", "\"conditions\":[null,", StringComparison.Ordinal),
            recorded.TrimEnd().Replace("\"type\":\"decision\"", "\"type\":\"decision\",\"type\":\"decision\"", StringComparison.Ordinal),
        ];

        var run = await ExplainAsync(string.Join('\n', wrong) + "\n\n" + recorded);

        Assert.Equal(1, run.ExitCode);
        Assert.Equal(
            Enumerable.Range(1, wrong.Length).Select(number => $"policylayer: Line {number} is no event that was recorded, and is left out."),
            run.Error.TrimEnd().Split('\n').Select(line => line[..(line.IndexOf("out.", StringComparison.Ordinal) + 4)]));
        Assert.StartsWith("pay: allow, allowed\n", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_in_a_file_of_events_reaches_the_terminal_unescaped()
    {
        var recorded = await RecordAsync("""{"items":[],"cents":5}""");
        var forged = AnyText().Replace(recorded, match => $"{match.Groups["name"].Value}\"\\u202e\\u001b[2J")
            .Replace("[\"cents\"", "[\"\\u202ecents\"", StringComparison.Ordinal);

        foreach (var format in (string[])["text", "json"])
        {
            var run = await ExplainAsync(forged, "--format", format);

            Assert.NotEmpty(run.Output);
            Assert.DoesNotContain(run.Output, unit => unit is '\u001b' or '\u202e');
        }
    }

    [Fact]
    public async Task A_file_is_read_as_well_as_standard_input()
    {
        using var directory = new TemporaryDirectory();
        var file = directory.Write("events.jsonl", await RecordAsync("""{"items":[],"cents":5}"""));

        var run = await CommandRunner.RunAsync("explain", "--event", file);

        Assert.StartsWith("pay: allow, allowed\n", run.Output, StringComparison.Ordinal);
    }

    // Every text but those of the members that say what the line is and when it was written.
    [GeneratedRegex("""(?<name>"(?!type|time)[a-z_]+":)"(?=[^"])""")]
    private static partial Regex AnyText();

    [Fact]
    public async Task A_call_that_a_person_has_to_approve_tells_the_ticket_and_who_answered()
    {
        var asked = await RecordAsync("""{"items":[],"cents":501}""");
        var ticket = JsonElement.Parse(asked).GetProperty("approval").GetProperty("ticket").GetString();
        var rejected = asked.Replace(
            "\"answer\":null,\"by\":null", "\"answer\":\"rejected\",\"by\":\"ca\\nrol\"", StringComparison.Ordinal);
        var older = asked.Replace("\"approval\":{", "\"unknown\":{", StringComparison.Ordinal);

        Assert.Contains($"  approval {ticket}: without an answer that was looked at\n", (await ExplainAsync(asked)).Output, StringComparison.Ordinal);
        Assert.Contains($"  approval {ticket}: rejected by ca\\u000arol\n", (await ExplainAsync(rejected)).Output, StringComparison.Ordinal);
        Assert.DoesNotContain("  approval ", (await ExplainAsync(older)).Output, StringComparison.Ordinal);
    }

    private static Task<string> RecordAsync(params string[] arguments) =>
        RecordedEvents.RecordAsync(Policy, arguments.Select(text => RecordedEvents.Call("pay", text)));

    private static Task<CommandResult> ExplainAsync(string events, params string[] options) =>
        CommandRunner.RunAsync(Encoding.UTF8.GetBytes(events), ["explain", "--event", "-", .. options]);

    private static string? Member(string line, string name) => JsonElement.Parse(line).GetProperty(name).GetString();

    private static string? Hash(string line) => JsonElement.Parse(line).GetProperty("policy").GetProperty("hash").GetString();
}
