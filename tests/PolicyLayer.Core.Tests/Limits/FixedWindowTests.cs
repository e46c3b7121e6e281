using PolicyLayer.TestKit;

namespace PolicyLayer.Core.Tests.Limits;

public sealed class FixedWindowTests
{
    private const string Fixed = "\"algorithm\": \"fixed_window\"";
    private static readonly DateTimeOffset Noon = new(2026, 5, 4, 12, 0, 0, TimeSpan.Zero);
    private readonly ManualTimeProvider _clock = new();

    [Theory]
    [InlineData("\"second\"", "2026-05-04T12:34:56.250Z", "2026-05-04T12:34:57Z")]
    [InlineData("\"minute\"", "2026-05-04T12:34:56.250Z", "2026-05-04T12:35:00Z")]
    [InlineData("\"hour\"", "2026-05-04T12:34:56.250Z", "2026-05-04T13:00:00Z")]
    [InlineData("\"day\"", "2026-05-04T12:34:56.250Z", "2026-05-05T00:00:00Z")]
    [InlineData("\"day\"", "2026-05-05T01:30:00+02:00", "2026-05-05T00:00:00Z")]
    [InlineData("7", "1970-01-01T00:00:15Z", "1970-01-01T00:00:21Z")]
    [InlineData("7", "2026-05-04T12:34:56.250Z", "2026-05-04T12:35:01Z")]
    [InlineData("2678400", "1970-02-01T00:00:00Z", "1970-03-04T00:00:00Z")]
    public void A_window_ends_at_the_next_multiple_of_its_length_in_utc(string window, string now, string end)
    {
        var wait = DateTimeOffset.Parse(end, null) - DateTimeOffset.Parse(now, null);
        var meter = MeterAt(DateTimeOffset.Parse(now, null), $"{Fixed}, \"window\": {window}, \"max\": 1");
        Assert.Equal(wait, meter.Call().Usage[0].Reset);

        var refused = meter.Call();

        Assert.Equal((DecisionCodes.RateLimited, wait), (refused.Code, refused.RetryAfter!.Value));
        _clock.Advance(wait - Meter.Millisecond);
        Assert.False(meter.Call().IsAllowed);
        _clock.Advance(Meter.Millisecond);
        Assert.True(meter.Call().IsAllowed);
    }

    [Fact]
    public void Either_side_of_the_boundary_has_its_own_budget()
    {
        var meter = MeterAt(Noon - Meter.Millisecond, $"{Fixed}, \"window\": \"hour\", \"max\": 2");
        Assert.Equal([true, true, false], Admitted(meter, calls: 3));

        _clock.Advance(Meter.Millisecond);

        Assert.Equal([true, true, false], Admitted(meter, calls: 3));
    }

    [Fact]
    public void Retry_after_rounds_up_to_the_end_of_the_window()
    {
        var meter = MeterAt(Noon - TimeSpan.FromTicks(1), $"{Fixed}, \"window\": \"hour\", \"max\": 1");
        meter.Call();

        Assert.Equal(Meter.Millisecond, meter.Call().RetryAfter);
    }

    [Fact]
    public void A_wall_clock_that_steps_back_stays_in_the_latest_window()
    {
        var meter = MeterAt(Noon, $"{Fixed}, \"window\": \"minute\", \"max\": 3");
        meter.Call();
        meter.Call();

        _clock.SetUtcNow(Noon.AddMinutes(-10));
        Assert.Equal([true, false], Admitted(meter, calls: 2));
        Assert.Equal(TimeSpan.FromMinutes(11), meter.Call().RetryAfter);

        _clock.SetUtcNow(Noon.AddMinutes(1));
        Assert.True(meter.Call().IsAllowed);
    }

    [Fact]
    public void A_wall_clock_a_year_ahead_and_back_stays_shut_until_then()
    {
        var meter = MeterAt(Noon, $"{Fixed}, \"window\": \"minute\", \"max\": 1");
        Assert.True(meter.Call().IsAllowed);

        _clock.SetUtcNow(Noon.AddYears(1));
        Assert.True(meter.Call().IsAllowed);
        _clock.SetUtcNow(Noon);

        Assert.Equal(Noon.AddYears(1).AddMinutes(1) - Noon, meter.Call().RetryAfter);
    }

    [Fact]
    public void What_was_freed_of_sliding_windows_moves_no_calendar_window_when_the_wall_clock_steps_back()
    {
        var evaluator = new PolicyEvaluator(
            new PolicySet(Policies.WithTools($$"""
                {
                  "s": { "limits": [{ "counter": "s", "window": "second", "max": 1 }] },
                  "f": { "limits": [{ "counter": "f", {{Fixed}}, "window": "day", "max": 1 }] }
                }
                """)),
            timeProvider: _clock);
        _clock.SetUtcNow(Noon);
        for (var round = 0; round < 3; round++)
        {
            for (var session = 0; session < 100; session++)
                evaluator.Evaluate(new("s", default(System.Text.Json.JsonElement), new("server", $"grant {round}-{session}")));
            _clock.Advance(TimeSpan.FromSeconds(2));
        }

        _clock.SetUtcNow(Noon.AddDays(-1));

        var decision = evaluator.Evaluate(new("f", default(System.Text.Json.JsonElement), new("server", "alice")));
        Assert.Equal(TimeSpan.FromHours(12), decision.Usage[0].Reset);
    }

    [Fact]
    public void A_clock_that_was_a_day_ahead_shuts_no_window_of_another_server()
    {
        var evaluator = SecondsAndDays();
        _clock.SetUtcNow(Noon);
        _clock.SetUtcNow(Noon.AddDays(1));
        CallWithGrants(evaluator, "ahead", rounds: 3);
        _clock.SetUtcNow(Noon);

        ToolCall call = new("f", default(System.Text.Json.JsonElement), new("other server", "alice"));

        Assert.Equal(TimeSpan.FromHours(12), evaluator.Evaluate(call).Usage[0].Reset);
    }

    [Fact]
    public void A_clock_that_was_ahead_shuts_no_window_in_which_nothing_can_have_been_freed()
    {
        // What was charged at noon is freed while the clock is a day ahead, and what is charged then is not.
        var evaluator = SecondsAndDays();
        _clock.SetUtcNow(Noon);
        CallWithGrants(evaluator, "at noon", rounds: 3);
        _clock.SetUtcNow(Noon.AddDays(1));
        CallWithGrants(evaluator, "ahead", rounds: 1);
        _clock.SetUtcNow(Noon.AddMinutes(1));

        ToolCall call = new("f", default(System.Text.Json.JsonElement), new("server", "alice"));

        Assert.Equal(TimeSpan.FromHours(12) - TimeSpan.FromMinutes(1), evaluator.Evaluate(call).Usage[0].Reset);
    }

    [Fact]
    public void A_window_that_was_freed_is_not_opened_again_by_a_clock_that_is_set_back()
    {
        var evaluator = SecondsAndDays();
        _clock.SetUtcNow(Noon);
        ToolCall call = new("s", default(System.Text.Json.JsonElement), new("server", "alice"));
        Assert.True(evaluator.Evaluate(call).IsAllowed);
        _clock.SetUtcNow(Noon.AddDays(1));
        CallWithGrants(evaluator, "ahead", rounds: 3);
        _clock.SetUtcNow(Noon);

        // Freed, so in the second after the last that was charged anywhere on the server.
        Assert.True(evaluator.Evaluate(call).IsAllowed);
        Assert.Equal(DecisionCodes.RateLimited, evaluator.Evaluate(call).Code);
        Assert.True(evaluator.Evaluate(call).RetryAfter > TimeSpan.FromSeconds(1));
    }

    [Theory]
    [InlineData("1905-01-01T00:00:00Z")]
    [InlineData("1969-12-31T23:59:59.999Z")]
    [InlineData("9999-12-31T23:59:59.999Z")]
    public void A_clock_beyond_what_can_be_counted_still_never_lets_more_through(string now)
    {
        var meter = MeterAt(DateTimeOffset.Parse(now, null), $"{Fixed}, \"window\": \"minute\", \"max\": 2");

        Assert.Equal([true, true, false], Admitted(meter, calls: 3));
    }

    [Fact]
    public void Costs_add_up_to_the_maximum_and_no_further()
    {
        var meter = MeterAt(Noon, $"{Fixed}, \"window\": \"day\", \"max\": 100000, {Meter.ByArgument}");

        Assert.Equal(40_000, meter.Call(60_000).Usage[0].Remaining);
        Assert.False(meter.Call(40_001).IsAllowed);
        Assert.Equal(0, meter.Call(40_000).Usage[0].Remaining);
        Assert.False(meter.Call(1).IsAllowed);
    }

    [Fact]
    public void What_is_given_back_within_the_window_is_free_and_after_it_makes_no_room()
    {
        var meter = MeterAt(Noon, $"{Fixed}, \"window\": \"minute\", \"max\": 10, {Meter.ByArgument}");
        var early = meter.Call(4);
        var late = meter.Call(6);

        early.Reservation.Complete(DispatchResult.NotDispatched);
        Assert.Equal(4, meter.Preview(0).Usage[0].Remaining);
        _clock.Advance(TimeSpan.FromMinutes(1));
        Assert.True(meter.Call(10).IsAllowed);
        late.Reservation.Complete(DispatchResult.NotDispatched);

        Assert.False(meter.Call(1).IsAllowed);
    }

    [Fact]
    public void Usage_survives_a_lower_maximum_and_is_remembered_when_it_is_raised_again()
    {
        const string Day = $"{Fixed}, \"window\": \"day\", {Meter.ByArgument}";
        var meter = MeterAt(Noon, $"{Day}, \"max\": 10");
        meter.Call(8);

        Assert.Empty(meter.Reload($"{Day}, \"max\": 5"));
        var lowered = meter.Call(1);
        Assert.Empty(meter.Reload($"{Day}, \"max\": 12"));

        Assert.Equal((0L, TimeSpan.FromHours(12)), (lowered.Usage[0].Remaining, lowered.RetryAfter!.Value));
        Assert.Equal(4, meter.Preview(0).Usage[0].Remaining);
        Assert.False(meter.Call(5).IsAllowed);
        Assert.True(meter.Call(4).IsAllowed);
    }

    private static bool[] Admitted(Meter meter, int calls) =>
        [.. Enumerable.Range(0, calls).Select(_ => meter.Call().IsAllowed)];

    private Meter MeterAt(DateTimeOffset now, string limit)
    {
        _clock.SetUtcNow(now);
        return new(_clock, limit);
    }

    private PolicyEvaluator SecondsAndDays() => new(
        new PolicySet(Policies.WithTools($$"""
            {
              "s": { "limits": [{ "counter": "s", {{Fixed}}, "window": "second", "max": 1 }] },
              "f": { "limits": [{ "counter": "f", {{Fixed}}, "window": "day", "max": 1 }] }
            }
            """)),
        timeProvider: _clock);

    // Enough of them, two seconds apart, for what has closed to be freed.
    private void CallWithGrants(PolicyEvaluator evaluator, string name, int rounds)
    {
        for (var round = 0; round < rounds; round++)
        {
            for (var grant = 0; grant < 100; grant++)
                evaluator.Evaluate(new("s", default(System.Text.Json.JsonElement), new("server", $"{name} {round}-{grant}")));
            _clock.Advance(TimeSpan.FromSeconds(2));
        }
    }
}
