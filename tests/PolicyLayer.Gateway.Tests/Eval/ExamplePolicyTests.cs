namespace PolicyLayer.Gateway.Tests.Eval;

/// <summary>The policies under <c>schema/examples</c>, as the command enforces them.</summary>
public class ExamplePolicyTests
{
    private static string Directory => Path.Combine(AppContext.BaseDirectory, "examples");

    public static TheoryData<string> Files => [.. System.IO.Directory.GetFiles(Directory).Select(file => Path.GetFileName(file))];

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Every_example_loads_without_a_word(string file)
    {
        var run = await CommandRunner.RunAsync("eval", "--policy", Path.Combine(Directory, file), "--calls", "-");

        Assert.Empty(run.Error);
        Assert.Equal(0, run.ExitCode);
    }

    [Theory]
    [InlineData("toggle_session_record.json", "toggle_session_record", 10, "limits/toggle_session_record_rate")]
    [InlineData("set_track_monitoring.json", "set_track_monitoring", 30, "limits/set_track_monitoring_rate")]
    [InlineData("create_audio_track.json", "create_audio_track", 30, "limits/create_audio_track_rate")]
    [InlineData("recommended-write.json", "update_customer", 30, "limits/update_customer_rate")]
    [InlineData("recommended-execute.json", "run_report", 10, "limits/run_report_rate")]
    [InlineData("faq-rate-limit.json", "send_email", 10, "rate_limit")]
    public async Task Limited_tools_pass_as_often_as_the_policy_says(string file, string tool, int max, string limit)
    {
        var allowed = Enumerable.Repeat($$"""{"tool":"{{tool}}","at":1000}""", max);
        var run = await EvalAsync(
            file,
            [
                .. allowed,
                $$"""{"tool":"{{tool}}","at":1000}""",
                $$"""{"tool":"{{tool}}","at":1059.999}""",
                $$"""{"tool":"{{tool}}","at":1060}""",
                """{"tool":"another_tool","at":1060}""",
            ]);

        var codes = Enumerable.Repeat("allowed", max).Concat(["rate_limited", "rate_limited", "allowed", "not_listed"]);
        Assert.Equal(string.Join(' ', codes), run.Codes);
        Assert.Equal(60_000, run.Decisions[max].GetProperty("retry_after_ms").GetInt32());
        Assert.Equal(1, run.Decisions[max + 1].GetProperty("retry_after_ms").GetInt32());
        Assert.Equal($"/tools/{tool}/{limit}", run.Decisions[max].GetProperty("rule").GetString());
    }

    [Theory]
    [InlineData("recommended-read.json", "list_customers", "{}", "allow", "", "")]
    [InlineData(
        "recommended-read.json", "drop_customers", "{}", "deny", "(default deny)",
        "The tool \"drop_customers\" is not available.")]
    [InlineData(
        "recommended-destructive.json", "delete_customer", "{}", "deny", "(hidden)",
        "The tool \"delete_customer\" is not available.")]
    [InlineData(
        "recommended-financial.json", "create_charge", "{}", "deny", "/tools/create_charge/deny_if/always",
        "Requires human approval.")]
    [InlineData(
        "faq-action-deny.json", "drop_table", "{}", "deny", "/tools/drop_table/action",
        "Tables are dropped by a migration, never by an agent.")]
    [InlineData("ableton-demo.json", "set_track_volume", "{\"volume\":1}", "allow", "", "")]
    [InlineData(
        "ableton-demo.json", "set_track_volume", "{\"volume\":1.01}", "deny", "/tools/set_track_volume/deny_if/args.volume-gt",
        "A volume above 1 distorts. Choose one from 0 to 1.")]
    public async Task Other_tools_are_judged_as_the_policy_says(
        string file, string tool, string arguments, string outcome, string rule, string message)
    {
        var run = await EvalAsync(file, [$$"""{"tool":"{{tool}}","arguments":{{arguments}}}"""]);

        var decision = Assert.Single(run.Decisions);
        Assert.Equal(outcome, decision.GetProperty("outcome").GetString());
        Assert.Equal(rule, decision.GetProperty("rule").GetString());
        Assert.Equal(message, decision.GetProperty("message").GetString());
    }

    private static Task<CommandResult> EvalAsync(string file, IEnumerable<string> calls) =>
        CommandRunner.EvalAsync(File.ReadAllText(Path.Combine(Directory, file)), calls);
}
