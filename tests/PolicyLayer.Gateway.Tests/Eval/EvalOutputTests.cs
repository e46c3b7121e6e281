namespace PolicyLayer.Gateway.Tests.Eval;

/// <summary>What is printed for the calls in the folder <c>Recorded</c>.</summary>
public class EvalOutputTests
{
    private static string Recorded => Path.Combine(AppContext.BaseDirectory, "Eval", "Recorded");

    private static string Policy => Path.Combine(Recorded, "policy.json");

    [Theory]
    [InlineData()]
    [InlineData("--format", "jsonl")]
    public async Task Each_call_gives_one_line_with_the_members_in_order(params string[] options)
    {
        var calls = Path.Combine(Recorded, "calls.jsonl");

        var run = await CommandRunner.RunAsync(["eval", "--policy", Policy, "--calls", calls, .. options]);

        Assert.Equal(await File.ReadAllTextAsync(Path.Combine(Recorded, "decisions.jsonl")), run.Output);
        Assert.Equal(0, run.ExitCode);
        Assert.Empty(run.Error);
    }

    [Fact]
    public async Task A_table_shows_every_call_and_nothing_that_could_fool_a_reader()
    {
        var calls =
            """
            {"tool":"limited"}
            {"tool":"denied"}
            {"tool":"x\u202e\u001b[31m"}
            nonsense
            """u8;

        string[] args = ["eval", "--policy", Policy, "--calls", "-", "--format", "table"];
        var run = await CommandRunner.RunAsync(calls.ToArray(), args);

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("Outcome", run.Output, StringComparison.Ordinal);
        Assert.Contains("hourly: 1 left", run.Output, StringComparison.Ordinal);
        Assert.Contains("/tools/denied/action", run.Output, StringComparison.Ordinal);
        Assert.Contains(@"x\u202e\u001b[31m", run.Output, StringComparison.Ordinal);
        Assert.Contains("(invalid call)", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', run.Output);
        Assert.DoesNotContain('\u202e', run.Output);
    }

    [Fact]
    public async Task Text_of_the_policy_reaches_a_terminal_escaped_and_a_program_unchanged()
    {
        var run = await CommandRunner.EvalAsync(
            """
            {"version":"1","default":"deny","tools":{"t":{"action":"deny","reason":
              "\u202eno \"x\" \u200b\u001b[2J\ud83d\ude00"}}}
            """,
            """{"tool":"t"}""");

        Assert.DoesNotContain(run.Output, text => text is '\u202e' or '\u200b' or '\u001b');
        Assert.Equal(
            "\u202eno \"x\" \u200b\u001b[2J\U0001F600", Assert.Single(run.Decisions).GetProperty("message").GetString());
    }
}
