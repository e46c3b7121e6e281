using PolicyLayer.Core.Evaluation;
using PolicyLayer.Core.Limits;
using PolicyLayer.TestKit;

namespace PolicyLayer.Core.Tests.Compilation;

public sealed class PolicyCompilerTests
{
    [Fact]
    public void Uses_of_one_counter_share_it_and_a_rate_limit_has_its_own()
    {
        var plan = Compile("""
            "a": { "rate_limit": { "max": 5, "window": 60 },
                   "limits": [{ "counter": "rate_limit", "window": "hour", "max": 7 },
                              { "counter": "c", "window": "minute", "max": 3, "scope": "server" }] },
            "b": { "limits": [{ "counter": "c", "window": 60, "max": 3, "scope": "server", "on_deny": "later" }] }
            """);

        Assert.Equal(
            [
                new("rate_limit", Tool: null, Ordinal: 0, CounterScope.Grant, Sliding(TimeSpan.FromHours(1), 7)),
                new("c", Tool: null, Ordinal: 1, CounterScope.Server, Sliding(TimeSpan.FromMinutes(1), 3)),
                new LimitPlan("rate_limit", Tool: "a", Ordinal: 2, CounterScope.Session, Sliding(TimeSpan.FromSeconds(60), 5)),
            ],
            plan.Counters);
        Assert.Equal([0, 1, 2], plan.Find("a").LimitUses.Select(use => use.Limit.Ordinal));
        Assert.Equal(plan.Counters[1], Assert.Single(plan.Find("b").LimitUses).Limit);
        Assert.Equal("later", plan.Find("b").LimitUses[0].RateLimited.Text);
        Assert.Null(plan.Find("a").LimitUses[1].RateLimited.Text);
    }

    [Theory]
    [InlineData("second", 1)]
    [InlineData("minute", 60)]
    [InlineData("hour", 3600)]
    [InlineData("day", 86400)]
    public void A_window_has_its_length(string word, int seconds)
    {
        var plan = Compile($$""" "t": { "limits": [{ "counter": "c", "window": "{{word}}", "max": 1 }] } """);

        Assert.Equal(TimeSpan.FromSeconds(seconds), plan.Counters[0].Shape.Window);
    }

    [Fact]
    public void Hiding_wins_over_listing()
    {
        var plan = Policy.Parse("""{"version":"1","default":"allow","hide":["t"],"tools":{"t":{},"u":{}}}""").Plan;

        Assert.Equal(Verdict.Hidden, plan.Find("t").Always);
        Assert.Null(plan.Find("u").Always);
        Assert.False(plan.Shows("t"));
    }

    [Fact]
    public void A_tool_called_by_the_wildcard_hides_nothing()
    {
        var plan = Compile("\"*\": {}");

        Assert.Null(plan.Find("*").Always);
        Assert.True(plan.Shows("other"));
    }

    [Fact]
    public void An_unlisted_tool_falls_to_the_default()
    {
        Assert.Equal(Verdict.NotListed, Compile("").Find("x").Always);
        Assert.Null(Policy.Parse("""{"version":"1","default":"allow"}""").Plan.Find("x").Always);
    }

    [Fact]
    public void Documents_may_be_loaded_at_the_same_time()
    {
        var text = RepositoryFiles.ReadText("schema/examples/ableton-demo.json");
        var results = new PolicyLoadResult[64];

        Parallel.For(0, results.Length, i => results[i] = Policy.Load(i % 2 == 0 ? text : text[..^3] + "}, \"hode\": 1}"));

        Assert.All(results.Index(), result => Assert.Equal(result.Index % 2 == 0, result.Item.IsValid));
    }

    private static BudgetShape Sliding(TimeSpan window, long max) => new(LimitAlgorithm.SlidingWindow, window, max, max);

    private static PolicyPlan Compile(string tools) =>
        Policy.Parse($$$"""{"version":"1","default":"deny","tools":{ {{{tools}}} }}""").Plan;
}
