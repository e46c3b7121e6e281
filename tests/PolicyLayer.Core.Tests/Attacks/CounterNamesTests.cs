using PolicyLayer.TestKit;
using static PolicyLayer.Core.Tests.Policies;

namespace PolicyLayer.Core.Tests.Attacks;

/// <summary>Names chosen such that counters would be equal if their parts were joined to one text.</summary>
public sealed class CounterNamesTests
{
    private static readonly string[] Separators = ["", "/", ".", ":", "|", "#", " "];

    [Fact]
    public void The_private_window_of_a_tool_is_no_counter_that_a_policy_can_name()
    {
        string[] counters = ["rate_limit", .. Separators.Select(separator => $"t{separator}rate_limit"), "/tools/t/rate_limit"];
        var evaluator = Evaluator([.. counters.Select(PerSession), """ "t": { "rate_limit": { "max": 1, "window": 60 } } """]);

        AssertOneEach(evaluator, [.. counters.Append("t").Select(tool => Call(tool))]);
    }

    [Fact]
    public void Tools_and_counters_called_like_scopes_are_told_from_the_scopes()
    {
        string[] scopes = ["grant", "session", "server"];
        var evaluator = Evaluator(scopes.Select(scope =>
            $$""" "{{scope}}": { "limits": [{{Limit(scope, 1, scope: scope)}}], "rate_limit": { "max": 1, "window": 60 } } """));

        AssertOneEach(
            evaluator,
            [
                .. scopes.Select(scope => Call(scope, new("server", "grant", "session"))),
                .. scopes.Select(scope => Call(scope, new("grant", "session", "server"))),
                .. scopes.Select(scope => Call(scope, new("session", "server", "grant"))),
            ]);
    }

    [Fact]
    public void A_counter_and_a_session_that_read_like_another_pair_are_two()
    {
        string[] counters = ["a", .. Separators.Select(separator => $"a{separator}b")];
        var evaluator = Evaluator(counters.Select(PerSession));

        AssertOneEach(
            evaluator,
            [
                .. Separators.Select(separator => Call("a", new("server", "grant", $"b{separator}c"))),
                .. Separators.Select(separator => Call($"a{separator}b", new("server", "grant", "c"))),
                .. Separators[1..].Select(separator => Call($"a{separator}b", new("server", "grant", $"{separator}c"))),
            ]);
    }

    private static string PerSession(string counter) =>
        $$""" "{{counter}}": { "limits": [{{Limit(counter, 1, scope: "session")}}] } """;

    private static PolicyEvaluator Evaluator(IEnumerable<string> tools) =>
        new(new PolicySet(WithTools($"{{ {string.Join(",", tools)} }}")), timeProvider: new ManualTimeProvider());

    private static void AssertOneEach(PolicyEvaluator evaluator, ToolCall[] calls)
    {
        foreach (var call in calls)
            Assert.Equal(DecisionCodes.Allowed, evaluator.Evaluate(call).Code);
        foreach (var call in calls)
            Assert.Equal(DecisionCodes.RateLimited, evaluator.Evaluate(call).Code);
    }
}
