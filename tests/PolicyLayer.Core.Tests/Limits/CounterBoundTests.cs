using PolicyLayer.TestKit;
using static PolicyLayer.Core.Tests.Policies;

namespace PolicyLayer.Core.Tests.Limits;

public sealed class CounterBoundTests
{
    private readonly ManualTimeProvider _clock = new();

    [Fact]
    public void At_the_bound_a_new_counter_is_denied_and_no_open_window_is_forgotten()
    {
        var evaluator = Evaluator(new() { MaxLiveCounters = 2 }, WithLimit(max: 1));
        evaluator.Evaluate(Call(caller: new("server", "one")));
        evaluator.Evaluate(Call(caller: new("server", "two")));

        var third = evaluator.Evaluate(Call(caller: new("server", "three")));

        Assert.Equal((PolicyOutcome.Deny, DecisionCodes.CounterCapacity), (third.Outcome, third.Code));
        Assert.Equal("/tools/t/limits/c", third.Rule);
        Assert.Equal(DecisionCodes.RateLimited, evaluator.Evaluate(Call(caller: new("server", "one"))).Code);
        Assert.Equal(DecisionCodes.RateLimited, evaluator.Evaluate(Call(caller: new("server", "two"))).Code);
    }

    [Fact]
    public void A_counter_whose_window_has_closed_makes_room()
    {
        var evaluator = Evaluator(new() { MaxLiveCounters = 1 }, WithLimit(max: 1));
        var resolved = evaluator.Resolve(new("server", "one"));
        evaluator.Evaluate(Call(caller: resolved));
        _clock.Advance(TimeSpan.FromMinutes(1) - TimeSpan.FromTicks(1));
        Assert.False(evaluator.Evaluate(Call(caller: new("server", "two"))).IsAllowed);
        _clock.Advance(TimeSpan.FromTicks(1));

        Assert.True(evaluator.Evaluate(Call(caller: new("server", "two"))).IsAllowed);
        Assert.Equal(DecisionCodes.CounterCapacity, evaluator.Evaluate(Call(caller: resolved)).Code);
    }

    [Fact]
    public void A_fixed_window_that_has_closed_makes_room_for_a_limit_that_runs_on_no_wall_clock()
    {
        const string Fixed = """{ "counter": "f", "window": "minute", "max": 1, "algorithm": "fixed_window" }""";
        var policy = WithTools($$"""{ "f": { "limits": [{{Fixed}}] }, "t": { "limits": [{{Limit("c", 1)}}] } }""");
        var evaluator = Evaluator(new() { MaxLiveCounters = 1 }, policy);
        evaluator.Evaluate(Call("f"));
        Assert.Equal(DecisionCodes.CounterCapacity, evaluator.Evaluate(Call()).Code);

        _clock.Advance(TimeSpan.FromMinutes(1));

        Assert.True(evaluator.Evaluate(Call()).IsAllowed);
    }

    [Fact]
    public void Sessions_that_a_caller_makes_up_fill_the_bound_of_its_grant_alone()
    {
        var evaluator = Evaluator(new() { MaxLiveCountersPerGrant = 3 }, WithLimit(max: 1, scope: "session"));

        var flood = Enumerable.Range(0, 5).Select(i => evaluator.Evaluate(Call(caller: new("server", "mallory", $"{i}"))).Code);

        Assert.Equal(
            [DecisionCodes.Allowed, DecisionCodes.Allowed, DecisionCodes.Allowed, DecisionCodes.CounterCapacity, DecisionCodes.CounterCapacity],
            flood);
        Assert.True(evaluator.Evaluate(Call(caller: Bob)).IsAllowed);
    }

    [Fact]
    public void A_limit_that_refuses_before_one_at_the_bound_is_the_one_that_is_named()
    {
        var evaluator = Evaluator(new() { MaxLiveCounters = 1 }, WithTools($$"""
            {
              "t": { "limits": [{{Limit("c", 1)}}] },
              "both": { "limits": [{{Limit("c", 1)}}, {{Limit("d", 1)}}] }
            }
            """));
        Assert.True(evaluator.Evaluate(Call()).IsAllowed);

        var refused = evaluator.Evaluate(Call("both"));

        Assert.Equal((DecisionCodes.RateLimited, "/tools/both/limits/c"), (refused.Code, refused.Rule));
    }

    [Fact]
    public void A_grant_at_its_bound_does_not_keep_another_from_the_places_of_its_own_closed_windows()
    {
        var evaluator = Evaluator(new() { MaxLiveCountersPerGrant = 1 }, WithTools($$"""
            {
              "day": { "limits": [{{Limit("day", 1, "\"day\"")}}] },
              "more": { "limits": [{{Limit("more", 1, "\"day\"")}}] },
              "second": { "limits": [{{Limit("second", 1, "\"second\"")}}] }
            }
            """));
        Assert.True(evaluator.Evaluate(Call("day")).IsAllowed);
        Assert.Equal(DecisionCodes.CounterCapacity, evaluator.Evaluate(Call("more")).Code);

        Assert.True(evaluator.Evaluate(Call("second", caller: Bob)).IsAllowed);
        _clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(DecisionCodes.Allowed, evaluator.Evaluate(Call("more", caller: Bob)).Code);
    }

    [Fact]
    public void A_counter_whose_only_admission_was_given_back_makes_room()
    {
        var evaluator = Evaluator(new() { MaxLiveCounters = 1 }, WithLimit(max: 1));
        var first = evaluator.Evaluate(Call());
        Assert.Equal(DecisionCodes.CounterCapacity, evaluator.Evaluate(Call(caller: Bob)).Code);

        first.Reservation.Complete(DispatchResult.NotDispatched);

        Assert.Equal(DecisionCodes.Allowed, evaluator.Evaluate(Call(caller: Bob)).Code);
    }

    [Fact]
    public void A_preview_takes_no_place_from_a_call()
    {
        var evaluator = Evaluator(new() { MaxLiveCounters = 1 }, WithLimit(max: 1));
        Assert.True(evaluator.Preview(Call(caller: Bob)).IsAllowed);
        Assert.True(evaluator.Preview(Call()).IsAllowed);

        Assert.True(evaluator.Evaluate(Call()).IsAllowed);

        Assert.Equal(DecisionCodes.CounterCapacity, evaluator.Preview(Call(caller: Bob)).Code);
    }

    [Fact]
    public void A_preview_does_not_make_room_by_a_counter_that_the_call_itself_needs()
    {
        var evaluator = Evaluator(new() { MaxLiveCounters = 2 }, WithTools($$"""
            {
              "both": { "limits": [{{Limit("a", 1)}}, {{Limit("b", 1)}}] }, "a": { "limits": [{{Limit("a", 1)}}] },
              "hour": { "limits": [{{Limit("hour", 1, "\"hour\"")}}] }
            }
            """));
        Assert.True(evaluator.Evaluate(Call("a")).IsAllowed);
        Assert.True(evaluator.Evaluate(Call("hour")).IsAllowed);
        _clock.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(DecisionCodes.CounterCapacity, evaluator.Preview(Call("both")).Code);
        Assert.Equal(DecisionCodes.CounterCapacity, evaluator.Evaluate(Call("both")).Code);
    }

    [Fact]
    public void Previews_of_made_up_sessions_do_not_fill_the_bound_of_a_grant()
    {
        var evaluator = Evaluator(new() { MaxLiveCountersPerGrant = 2 }, WithLimit(max: 1, scope: "session"));
        for (var i = 0; i < 5; i++)
            Assert.True(evaluator.Preview(Call(caller: new("server", "alice", $"{i}"))).IsAllowed);

        Assert.True(evaluator.Evaluate(Call()).IsAllowed);
    }

    [Fact]
    public void A_preview_at_the_bound_says_what_the_call_gets_that_needs_the_place_of_its_own_closed_window()
    {
        var evaluator = Evaluator(new() { MaxLiveCountersPerGrant = 2 }, WithTools($$"""
            {
              "day": { "limits": [{{Limit("day", 1, "\"day\"")}}] },
              "second": { "limits": [{{Limit("second", 1, "\"second\"")}}] },
              "both": { "limits": [{{Limit("second", 1, "\"second\"")}}, {{Limit("more", 1, "\"day\"")}}] }
            }
            """));
        Assert.True(evaluator.Evaluate(Call("day")).IsAllowed);
        Assert.True(evaluator.Evaluate(Call("second")).IsAllowed);
        _clock.Advance(TimeSpan.FromSeconds(1));

        var preview = evaluator.Preview(Call("both"));
        var call = evaluator.Evaluate(Call("both"));
        var next = evaluator.Evaluate(Call("both"));

        var expected = (DecisionCodes.CounterCapacity, "/tools/both/limits/more");
        Assert.Equal(expected, (preview.Code, preview.Rule));
        Assert.Equal(expected, (call.Code, call.Rule));
        Assert.Equal(expected, (next.Code, next.Rule));
    }

    /// <summary>
    /// Where the bound is reached while a table grows, nobody adds to it any more, and so nobody moves its counters on. Which of
    /// them have moved is for the hash to say, so each bound has its turn, up to where one call no longer walks all the way around.
    /// </summary>
    [Fact]
    public void A_closed_window_makes_room_at_every_bound_wherever_a_growing_table_keeps_it()
    {
        const int MaxBound = 100;
        var policy = WithTools($$"""
            {
              "day": { "limits": [{{Limit("day", 1, "\"day\"", "session")}}] },
              "second": { "limits": [{{Limit("second", 1, "\"second\"", "session")}}] }
            }
            """);
        for (var bound = 1; bound <= MaxBound; bound++)
        {
            var evaluator = Evaluator(new() { MaxLiveCountersPerGrant = bound }, policy);
            Assert.True(evaluator.Evaluate(CallOf("second", session: 0)).IsAllowed);
            for (var session = 1; session < bound; session++)
                Assert.True(evaluator.Evaluate(CallOf("day", session)).IsAllowed);
            Assert.Equal(DecisionCodes.CounterCapacity, evaluator.Evaluate(CallOf("day", bound)).Code);

            _clock.Advance(TimeSpan.FromSeconds(1));

            Assert.Equal((bound, DecisionCodes.Allowed), (bound, evaluator.Evaluate(CallOf("day", bound)).Code));
        }

        static ToolCall CallOf(string tool, int session) => Call(tool, new("server", "alice", $"{session}"));
    }

    private PolicyEvaluator Evaluator(PolicyEvaluatorOptions options, Policy policy) =>
        new(new PolicySet(policy), options, _clock);
}
