namespace PolicyLayer.Gateway.Tests.Eval;

/// <summary>What is printed under a policy in shadow mode.</summary>
public class EvalShadowTests
{
    private const string Policy =
        """
        {"version":"1","default":"deny","mode":"shadow","tools":{
          "limited":{"limits":[{"counter":"hourly","window":"hour","max":1}]},
          "asked":{"action":"require_approval","reason":"Ask the owner."}}}
        """;

    private const string Calls =
        """
        {"tool":"limited","at":0}
        {"tool":"limited"}
        {"tool":"asked"}
        {"tool":"unlisted"}
        {"tool":""}
        """;

    [Fact]
    public async Task A_line_says_what_would_have_happened_with_the_same_members()
    {
        var run = await CommandRunner.EvalAsync(Policy, Calls);

        const string Allowed =
            """{"outcome":"allow","code":"allowed","rule":"","message":"","retry_after_ms":null,"limits":[],"shadow":""";
        const string Hourly = """[{"counter":"hourly","remaining":0,"reset_ms":3600000}]""";
        Assert.Equal(
            [
                $"{Allowed}{Members("allow", "allowed", "", "", "null", Hourly)}}}",
                $"{Allowed}{Members(
                    "rate_limited", "rate_limited", "/tools/limited/limits/hourly",
                    @"The rate limit of \""limited\"" is reached. Try again in 3600 s.", "3600000", Hourly)}}}",
                $"{Allowed}{Members("approval_required", "approval_required", "/tools/asked/action", "Ask the owner.")}}}",
                $"{Allowed}{Members("deny", "not_listed", "(default deny)", @"The tool \""unlisted\"" is not available.")}}}",
                Members("deny", "invalid_call", "(invalid call)", "The call is malformed."),
            ],
            run.Output.TrimEnd().Split('\n'));
    }

    [Fact]
    public async Task A_table_shows_it_below_the_outcome()
    {
        using var directory = new TemporaryDirectory();
        var policy = directory.Write("policy.json", Policy);
        var calls = directory.Write("calls.jsonl", Calls);

        var run = await CommandRunner.RunAsync(["eval", "--policy", policy, "--calls", calls, "--format", "table"]);

        Assert.Contains("shadow: rate_limited", run.Output, StringComparison.Ordinal);
        Assert.Contains("/tools/limited/limits/hourly", run.Output, StringComparison.Ordinal);
        Assert.Contains("Ask the owner.", run.Output, StringComparison.Ordinal);
        Assert.Contains("hourly: 0 left", run.Output, StringComparison.Ordinal);
    }

    private static string Members(
        string outcome, string code, string rule, string message, string retryAfter = "null", string limits = "[]") =>
        $$"""{"outcome":"{{outcome}}","code":"{{code}}","rule":"{{rule}}","message":"{{message}}","""
        + $$"""
            "retry_after_ms":{{retryAfter}},"limits":{{limits}}}
            """;
}
