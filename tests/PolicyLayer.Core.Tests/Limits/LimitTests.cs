using PolicyLayer.TestKit;
using static PolicyLayer.Core.Tests.Policies;

namespace PolicyLayer.Core.Tests.Limits;

public sealed class LimitTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private readonly ManualTimeProvider _clock = new();

    [Fact]
    public void Ten_calls_pass_and_the_eleventh_waits_until_the_first_is_a_window_ago()
    {
        var evaluator = Evaluator(WithLimit(max: 10));
        for (var i = 0; i < 10; i++)
        {
            Assert.True(evaluator.Evaluate(Call()).IsAllowed);
            _clock.Advance(TimeSpan.FromSeconds(1));
        }

        var refused = evaluator.Evaluate(Call());

        Assert.Equal(PolicyOutcome.RateLimited, refused.Outcome);
        Assert.Equal(DecisionCodes.RateLimited, refused.Code);
        Assert.Equal("/tools/t/limits/c", refused.Rule);
        Assert.Equal(TimeSpan.FromSeconds(50), refused.RetryAfter);
        _clock.Advance(TimeSpan.FromSeconds(50) - TimeSpan.FromMilliseconds(1));
        Assert.False(evaluator.Evaluate(Call()).IsAllowed);
        _clock.Advance(TimeSpan.FromMilliseconds(1));
        Assert.True(evaluator.Evaluate(Call()).IsAllowed);
    }

    [Fact]
    public void Retry_after_is_rounded_up_to_a_millisecond_that_suffices()
    {
        var evaluator = Evaluator(WithLimit(max: 1));
        evaluator.Evaluate(Call());
        _clock.Advance(Minute - TimeSpan.FromTicks(1));

        var refused = evaluator.Evaluate(Call());

        Assert.Equal(TimeSpan.FromMilliseconds(1), refused.RetryAfter);
    }

    [Fact]
    public void Usage_tells_what_remains_and_when_all_is_free_again()
    {
        var evaluator = Evaluator(WithLimit(max: 2));

        Assert.Equal([new("c", "/tools/t/limits/c", 1, Minute)], evaluator.Evaluate(Call()).Usage);
        _clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal([new("c", "/tools/t/limits/c", 0, Minute)], evaluator.Evaluate(Call()).Usage);
        _clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal([new("c", "/tools/t/limits/c", 0, TimeSpan.FromSeconds(50))], evaluator.Evaluate(Call()).Usage);
    }

    [Fact]
    public void A_preview_says_what_the_next_call_gets_and_consumes_nothing()
    {
        var evaluator = Evaluator(WithLimit(max: 1));

        Assert.True(evaluator.Preview(Call()).IsAllowed);
        Assert.Equal(1, evaluator.Preview(Call()).Usage[0].Remaining);
        Assert.True(evaluator.Evaluate(Call()).IsAllowed);
        Assert.Equal(Minute, evaluator.Preview(Call()).RetryAfter);
    }

    [Fact]
    public void Each_scope_counts_for_whom_it_says()
    {
        var evaluator = Evaluator(WithTools($$"""
            {
              "by_grant": { "limits": [{{Limit("g", 1)}}] },
              "by_session": { "limits": [{{Limit("s", 1, scope: "session")}}] },
              "by_server": { "limits": [{{Limit("all", 1, scope: "server")}}] }
            }
            """));
        var aliceAgain = new CallerContext("server", "alice", "session-9");
        var elsewhere = new CallerContext("other", "alice", "session-1");

        Assert.Equal([true, false, true, true], Admitted(evaluator, "by_grant", Alice, aliceAgain, Bob, elsewhere));
        Assert.Equal([true, true, false, true], Admitted(evaluator, "by_session", Alice, aliceAgain, Alice, elsewhere));
        Assert.Equal([true, false, false, true], Admitted(evaluator, "by_server", Alice, aliceAgain, Bob, elsewhere));
    }

    [Fact]
    public void Two_grants_with_the_same_session_id_have_different_sessions()
    {
        var evaluator = Evaluator(WithLimit(max: 1, scope: "session"));

        Assert.Equal([true, true], Admitted(evaluator, "t", new("server", "alice", "1"), new("server", "bob", "1")));
    }

    [Fact]
    public void Without_a_session_the_session_scope_counts_per_grant()
    {
        var evaluator = Evaluator(WithLimit(max: 1, scope: "session"));

        Assert.Equal([true, false, true], Admitted(evaluator, "t", new("server", "alice"), new("server", "alice"), new("server", "bob")));
    }

    [Fact]
    public void Names_with_separators_never_make_two_counters_one()
    {
        var evaluator = Evaluator(WithTools($$"""
            { "t": { "limits": [{{Limit("b/c", 1, scope: "session")}}] }, "u": { "limits": [{{Limit("c", 1, scope: "session")}}] } }
            """));

        Assert.True(evaluator.Evaluate(Call("t", new("a", "g", "s"))).IsAllowed);
        Assert.True(evaluator.Evaluate(Call("u", new("a/b", "g", "s"))).IsAllowed);
        Assert.True(evaluator.Evaluate(Call("t", new("a", "g/s", null))).IsAllowed);
        Assert.True(evaluator.Evaluate(Call("t", new("a", "g", "/s"))).IsAllowed);
    }

    [Fact]
    public void Tools_that_name_the_same_counter_share_its_budget()
    {
        var evaluator = Evaluator(WithTools($$"""
            { "t": { "limits": [{{Limit("c", 2)}}] }, "u": { "limits": [{{Limit("c", 2)}}] } }
            """));

        Assert.Equal([true], Admitted(evaluator, "t", Alice));
        Assert.Equal([true, false], Admitted(evaluator, "u", Alice, Alice));
        Assert.Equal([false], Admitted(evaluator, "t", Alice));
    }

    [Fact]
    public void Rate_limit_counts_each_tool_by_itself_and_per_session()
    {
        var evaluator = Evaluator(WithTools("""
            { "t": { "rate_limit": { "max": 1, "window": 60 } }, "u": { "rate_limit": { "max": 1, "window": 60 } } }
            """));

        Assert.Equal([true, false, true], Admitted(evaluator, "t", Alice, Alice, Bob));
        Assert.Equal([true], Admitted(evaluator, "u", Alice));
        var refused = evaluator.Evaluate(Call());
        Assert.Equal("/tools/t/rate_limit", refused.Rule);
        Assert.Equal("rate_limit", refused.Usage.Single().Counter);
    }

    [Fact]
    public void A_call_that_one_limit_refuses_consumes_none_of_the_others()
    {
        var evaluator = Evaluator(WithTools($$"""
            {
              "both": { "limits": [{{Limit("a", 3)}}, {{Limit("b", 1)}}] },
              "a": { "limits": [{{Limit("a", 3)}}] }
            }
            """));
        Assert.True(evaluator.Evaluate(Call("both")).IsAllowed);

        var refused = evaluator.Evaluate(Call("both"));

        Assert.Equal("/tools/both/limits/b", refused.Rule);
        Assert.Equal([2L, 0L], refused.Usage.Select(limit => limit.Remaining));
        Assert.Equal([true, true, false], Admitted(evaluator, "a", Alice, Alice, Alice));
    }

    [Fact]
    public void The_first_limit_that_refuses_is_named_and_the_longest_wait_is_told()
    {
        var evaluator = Evaluator(WithTools($$"""
            { "t": { "limits": [{{Limit("short", 1, "10")}}, {{Limit("long", 1, "100")}}] } }
            """));
        evaluator.Evaluate(Call());

        var refused = evaluator.Evaluate(Call());

        Assert.Equal("/tools/t/limits/short", refused.Rule);
        Assert.Equal(TimeSpan.FromSeconds(100), refused.RetryAfter);
    }

    [Fact]
    public void A_limit_of_zero_refuses_for_good()
    {
        var refused = Evaluator(WithLimit(max: 0)).Evaluate(Call());

        Assert.Equal(PolicyOutcome.Deny, refused.Outcome);
        Assert.Equal(DecisionCodes.CostExceedsLimit, refused.Code);
        Assert.Equal("/tools/t/limits/c", refused.Rule);
        Assert.Null(refused.RetryAfter);
    }

    [Fact]
    public void More_limits_than_fit_in_place_work_alike()
    {
        var limits = string.Join(",", Enumerable.Range(0, 7).Select(i => Limit($"c{i}", 2 + i)));
        var evaluator = Evaluator(WithTools($$"""{ "t": { "limits": [{{limits}}] } }"""));

        Assert.Equal([1L, 2, 3, 4, 5, 6, 7], evaluator.Evaluate(Call()).Usage.Select(limit => limit.Remaining));
        Assert.True(evaluator.Evaluate(Call()).IsAllowed);
        Assert.Equal("/tools/t/limits/c0", evaluator.Evaluate(Call()).Rule);
    }

    [Fact]
    public void A_step_of_the_wall_clock_touches_no_sliding_window()
    {
        var evaluator = Evaluator(WithLimit(max: 1));
        evaluator.Evaluate(Call());

        _clock.SetUtcNow(_clock.GetUtcNow().AddYears(1));

        Assert.Equal(Minute, evaluator.Evaluate(Call()).RetryAfter);
    }

    private static bool[] Admitted(PolicyEvaluator evaluator, string tool, params CallerContext[] callers) =>
        Array.ConvertAll(callers, caller => evaluator.Evaluate(Call(tool, caller)).IsAllowed);

    private PolicyEvaluator Evaluator(Policy policy) => new(new PolicySet(policy), timeProvider: _clock);
}
