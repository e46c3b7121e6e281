using System.Text;

namespace PolicyLayer.Gateway.Tests.Recommend;

public sealed class RecommendTests : IDisposable
{
    private const string Tools = """[{"name":"get_user"},{"name":"set_user"},{"name":"delete_user"},{"name":"pay_invoice"}]""";

    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task The_policy_is_valid_and_decides_as_recommended()
    {
        var policy = _directory.Write("policy.json", (await RecommendAsync(Tools)).Output);

        var checkedPolicy = await CommandRunner.RunAsync("validate", policy);
        var calls = """{"tool":"get_user"}""" + "\n" + """{"tool":"delete_user"}""" + "\n" + """{"tool":"pay_invoice"}""" + "\n";
        var decided = await CommandRunner.RunAsync(Encoding.UTF8.GetBytes(calls), ["eval", "--policy", policy, "--calls", "-"]);

        Assert.Equal([$"{policy}: valid"], checkedPolicy.Lines);
        Assert.Equal("allowed hidden deny_rule_matched", decided.Codes);
    }

    [Fact]
    public async Task A_policy_is_completed_and_not_loosened()
    {
        var policy = _directory.Write(
            "policy.json", """{"version":"1","default":"deny","hide":["get_user"],"tools":{"set_user":{"action":"deny"}}}""");

        var run = await RecommendAsync(Tools, "--merge", policy);

        var merged = _directory.Write("merged.json", run.Output);
        var calls = """{"tool":"get_user"}""" + "\n" + """{"tool":"set_user"}""" + "\n" + """{"tool":"delete_user"}""" + "\n";
        var decided = await CommandRunner.RunAsync(Encoding.UTF8.GetBytes(calls), ["eval", "--policy", merged, "--calls", "-"]);
        Assert.Equal(0, run.ExitCode);
        Assert.Equal("hidden denied_by_action hidden", decided.Codes);
        Assert.Contains("pay_invoice", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_default_denies_is_told_and_stays_denied()
    {
        var policy = _directory.Write("policy.json", """{"version":"1","default":"deny"}""");

        var run = await RecommendAsync(Tools, "--merge", policy);

        var merged = _directory.Write("merged.json", run.Output);
        var calls = """{"tool":"get_user"}""" + "\n" + """{"tool":"set_user"}""" + "\n";
        var decided = await CommandRunner.RunAsync(Encoding.UTF8.GetBytes(calls), ["eval", "--policy", merged, "--calls", "-"]);
        Assert.Equal("denied_by_action denied_by_action", decided.Codes);
        Assert.Equal(
            "policylayer: The policy's default denies these tools, and they stay denied: get_user, set_user. "
            + "To let one through, take its \"action\" and \"reason\" out.",
            run.Error.TrimEnd());
    }

    [Fact]
    public async Task A_name_without_an_end_is_cut_where_it_is_told()
    {
        var run = await RecommendAsync($$"""[{"name":"get_{{new string('x', 5_000_000)}}"}]""");

        Assert.Equal(0, run.ExitCode);
        Assert.InRange(run.Error.Length, 1, 300);
    }

    [Fact]
    public async Task A_policy_with_errors_is_not_completed()
    {
        var policy = _directory.Write("policy.json", """{"version":"1","default":"dney"}""");

        var run = await RecommendAsync(Tools, "--merge", policy);

        Assert.Equal(1, run.ExitCode);
        Assert.Empty(run.Output);
        Assert.StartsWith($"{policy}(1,26): error PL0104", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_that_no_policy_can_hold_is_told_and_left_out()
    {
        var run = await RecommendAsync("""[{"name":"get\u202euser"},{"name":"get_user"}]""");

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(
            @"policylayer: No policy can name the tool 'get\u202euser', and no call can; it is left out.", run.Error.TrimEnd());
    }

    [Fact]
    public async Task More_tools_than_a_policy_can_hold_are_refused()
    {
        var tools = string.Concat(Enumerable.Range(0, 20_000).Select(i => $$"""{"name":"get_user_{{i}}"}""" + "\n"));

        var run = await RecommendAsync(tools);

        Assert.Equal(2, run.ExitCode);
        Assert.Empty(run.Output);
        Assert.StartsWith("policylayer: No policy can hold all of that: Expected at most 1 MiB", run.Error, StringComparison.Ordinal);
    }

    private static Task<CommandResult> RecommendAsync(string tools, params string[] options) =>
        CommandRunner.RunAsync(Encoding.UTF8.GetBytes(tools), ["recommend", "--tools", "-", .. options]);
}
