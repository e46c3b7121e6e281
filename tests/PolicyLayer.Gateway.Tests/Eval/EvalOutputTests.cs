namespace PolicyLayer.Gateway.Tests.Eval;

public class EvalOutputTests
{
    private const string Policy =
        """
        {"version":"1","default":"deny","hide":["secret"],"tools":{
          "free":{},
          "denied":{"action":"deny","reason":"Nicht \"jetzt\" 😀\n<b>"},
          "limited":{
            "limits":[{"counter":"hourly","window":"hour","max":2,"on_deny":"Later."},{"counter":"daily","window":"day","max":100}],
            "rate_limit":{"max":10,"window":60}}}}
        """;

    public static TheoryData<string, string[]> Lines => new()
    {
        {
            """{"tool":"free"}""",
            ["""{"outcome":"allow","code":"allowed","rule":"","message":"","retry_after_ms":null,"limits":[]}"""]
        },
        {
            """{"tool":"secret"}""",
            ["""{"outcome":"deny","code":"hidden","rule":"(hidden)","message":"The tool \"secret\" is not available.","retry_after_ms":null,"limits":[]}"""]
        },
        {
            """{"tool":"unknown"}""",
            ["""{"outcome":"deny","code":"not_listed","rule":"(default deny)","message":"The tool \"unknown\" is not available.","retry_after_ms":null,"limits":[]}"""]
        },
        {
            """{"tool":"denied"}""",
            ["""{"outcome":"deny","code":"denied_by_action","rule":"/tools/denied/action","message":"Nicht \"jetzt\" \uD83D\uDE00\n<b>","retry_after_ms":null,"limits":[]}"""]
        },
        {
            """
            {"tool":"limited","at":0}
            {"tool":"limited","at":1}
            {"tool":"limited","at":2}
            """,
            [
                """{"outcome":"allow","code":"allowed","rule":"","message":"","retry_after_ms":null,"limits":[{"counter":"hourly","remaining":1,"reset_ms":3600000},{"counter":"daily","remaining":99,"reset_ms":86400000},{"counter":"rate_limit","remaining":9,"reset_ms":60000}]}""",
                """{"outcome":"allow","code":"allowed","rule":"","message":"","retry_after_ms":null,"limits":[{"counter":"hourly","remaining":0,"reset_ms":3600000},{"counter":"daily","remaining":98,"reset_ms":86400000},{"counter":"rate_limit","remaining":8,"reset_ms":60000}]}""",
                """{"outcome":"rate_limited","code":"rate_limited","rule":"/tools/limited/limits/hourly","message":"Later.","retry_after_ms":3598000,"limits":[{"counter":"hourly","remaining":0,"reset_ms":3599000},{"counter":"daily","remaining":98,"reset_ms":86399000},{"counter":"rate_limit","remaining":8,"reset_ms":59000}]}""",
            ]
        },
    };

    [Theory]
    [MemberData(nameof(Lines))]
    public async Task Each_call_gives_one_line_with_the_members_in_order(string calls, string[] lines)
    {
        var run = await CommandRunner.EvalAsync(Policy, calls.Split('\n'));

        Assert.Equal(lines, run.Lines);
        Assert.Equal(0, run.ExitCode);
        Assert.Empty(run.Error);
    }

    [Fact]
    public async Task Calls_may_come_from_a_file()
    {
        using var directory = new TemporaryDirectory();
        var policy = directory.Write("policy.json", Policy);
        var calls = directory.Write("calls.jsonl", "{\"tool\":\"free\"}\n{\"tool\":\"secret\"}\n");

        var run = await CommandRunner.RunAsync("eval", "--policy", policy, "--calls", calls, "--format", "jsonl");

        Assert.Equal("allowed hidden", run.Codes);
    }

    [Fact]
    public async Task A_table_shows_every_call_and_nothing_that_could_fool_a_reader()
    {
        var run = await CommandRunner.EvalAsync(
            Policy, "{\"tool\":\"limited\"}\n{\"tool\":\"denied\"}\n{\"tool\":\"x\\u202e\\u001b[31m\"}\nnonsense\n"u8.ToArray(), "--format", "table");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("Outcome", run.Output, StringComparison.Ordinal);
        Assert.Contains("hourly: 1 left", run.Output, StringComparison.Ordinal);
        Assert.Contains("/tools/denied/action", run.Output, StringComparison.Ordinal);
        Assert.Contains(@"x\u202e\u001b[31m", run.Output, StringComparison.Ordinal);
        Assert.Contains("(invalid call)", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', run.Output);
        Assert.DoesNotContain('\u202e', run.Output);
    }
}
