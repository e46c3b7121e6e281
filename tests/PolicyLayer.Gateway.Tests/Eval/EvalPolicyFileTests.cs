namespace PolicyLayer.Gateway.Tests.Eval;

public class EvalPolicyFileTests
{
    [Fact]
    public async Task Every_problem_of_a_policy_is_one_line_with_the_files_name()
    {
        using var directory = new TemporaryDirectory();
        var file = directory.Write("policy.json", "{\"version\":\"2\",\n\"default\":\"maybe\",\n\"tool\\u001b[31m\":{}}");

        var run = await CommandRunner.RunAsync("eval", "--policy", file, "--calls", "-");

        var lines = run.Error.TrimEnd().Split(Environment.NewLine);
        Assert.Equal(1, run.ExitCode);
        Assert.Empty(run.Output);
        Assert.Equal(3, lines.Length);
        Assert.All(lines, line => Assert.StartsWith(file + "(", line, StringComparison.Ordinal));
        Assert.DoesNotContain('\u001b', run.Error);
    }

    [Fact]
    public async Task A_policy_that_is_no_JSON_is_invalid_and_not_unreadable()
    {
        var run = await CommandRunner.EvalAsync("not a policy", """{"tool":"t"}""");

        Assert.Equal(1, run.ExitCode);
        Assert.Empty(run.Output);
        Assert.Contains("policy.json(1,", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Warnings_are_shown_and_stop_nothing()
    {
        var run = await CommandRunner.EvalAsync(
            """{"version":"1","default":"deny","tools":{"t":{"limits":[{"counter":"c","window":"minute","max":0}]}}}""",
            """{"tool":"t"}""");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("warning", run.Error, StringComparison.Ordinal);
        Assert.Single(run.Lines);
    }

    [Theory]
    [InlineData("/no/such/calls.jsonl")]
    [InlineData("/")]
    public async Task Calls_that_cannot_be_read_are_one_line(string calls)
    {
        using var directory = new TemporaryDirectory();
        var policy = directory.Write("policy.json", EvalPolicies.AllowAll);

        var run = await CommandRunner.RunAsync("eval", "--policy", policy, "--calls", calls);

        Assert.Equal(2, run.ExitCode);
        Assert.Empty(run.Output);
        Assert.StartsWith($"policylayer: Cannot read the calls file '{calls}'", run.Error, StringComparison.Ordinal);
        Assert.Single(run.Error.TrimEnd().Split(Environment.NewLine));
    }
}
