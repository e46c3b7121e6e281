namespace PolicyLayer.Gateway.Tests.Eval;

public class ReplayTests
{
    [Theory]
    [InlineData("\"ok\"", 0)]
    [InlineData("null", 0)]
    [InlineData("\"error\"", 0)]
    [InlineData("\"abandoned\"", 0)]
    [InlineData("\"not_dispatched\"", 1)]
    public async Task What_became_of_a_call_decides_what_is_left_for_the_next(string result, int remaining)
    {
        var run = await CommandRunner.EvalAsync(
            EvalPolicies.TwicePerMinute, $$"""{"tool":"t","result":{{result}}}""", """{"tool":"t"}""");

        var left = run.Decisions.Select(decision => decision.GetProperty("limits")[0].GetProperty("remaining").GetInt32());
        Assert.Equal([1, remaining], left);
    }

    [Fact]
    public async Task A_call_that_was_refused_gives_nothing_back()
    {
        var run = await CommandRunner.EvalAsync(
            EvalPolicies.OncePerMinute,
            """{"tool":"t"}""", """{"tool":"t","result":"not_dispatched"}""", """{"tool":"t"}""");

        Assert.Equal("allowed rate_limited rate_limited", run.Codes);
    }

    [Fact]
    public async Task Grants_and_servers_are_counted_apart_and_have_defaults()
    {
        var run = await CommandRunner.EvalAsync(
            EvalPolicies.OncePerMinute,
            """{"tool":"t"}""",
            """{"tool":"t","server":"default","grant":"default","session":"s"}""",
            """{"tool":"t","grant":"g"}""",
            """{"tool":"t","grant":"g","session":"s"}""",
            """{"tool":"t","grant":"g","server":"s"}""");

        Assert.Equal("allowed rate_limited allowed rate_limited allowed", run.Codes);
    }

    [Fact]
    public async Task Sessions_are_counted_apart_where_the_policy_says_so()
    {
        var run = await CommandRunner.EvalAsync(
            """
            {"version":"1","default":"deny","tools":{
              "t":{"limits":[{"counter":"c","window":"minute","max":1,"scope":"session"}]}}}
            """,
            """{"tool":"t","session":"a"}""",
            """{"tool":"t","session":"a"}""",
            """{"tool":"t","session":"b"}""",
            """{"tool":"t"}""",
            """{"tool":"t"}""");

        Assert.Equal("allowed rate_limited allowed allowed rate_limited", run.Codes);
    }

    [Fact]
    public async Task Rules_see_arguments_and_the_hosts_facts_apart()
    {
        var run = await CommandRunner.EvalAsync(
            """
            {"version":"1","default":"deny","tools":{"t":{
              "require":[{"path":"context.role","op":"eq","value":"admin"}],
              "deny_if":[{"path":"args.amount","op":"gt","value":10}]}}}
            """,
            """{"tool":"t","arguments":{"amount":10},"context":{"role":"admin"}}""",
            """{"tool":"t","arguments":{"amount":11},"context":{"role":"admin"}}""",
            """{"tool":"t","arguments":{"amount":1,"role":"admin","context":{"role":"admin"}}}""");

        Assert.Equal("allowed deny_rule_matched requirement_failed", run.Codes);
        Assert.Equal(
            ["", "/tools/t/deny_if/args.amount-gt", "/tools/t/require/context.role-eq"],
            run.Decisions.Select(decision => decision.GetProperty("rule").GetString()));
    }
}
