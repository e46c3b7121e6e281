using PolicyLayer.Core.Tests.Limits;
using static PolicyLayer.Core.Tests.Policies;

namespace PolicyLayer.Core.Tests.Faults;

/// <summary>A clock that jumps gives nobody more than the definition, and no decision that makes no sense.</summary>
public sealed class ClockFaultTests
{
    private const int Max = 3;

    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Year = TimeSpan.FromDays(366);

    private static readonly string[] Kinds =
    [
        $$"""
        "algorithm": "sliding_window", "window": "minute", "max": {{Max}}
        """,
        $$"""
        "algorithm": "sliding_window", "window": "minute", "max": {{Max}}, {{Meter.ByArgument}}
        """,
        $$"""
        "algorithm": "fixed_window", "window": "minute", "max": {{Max}}
        """,
        $$"""
        "algorithm": "token_bucket", "window": "minute", "max": {{Max}}
        """,
    ];

    public static TheoryData<string, long, int> Jumps
    {
        get
        {
            var jumps = new TheoryData<string, long, int>();
            foreach (var kind in Kinds)
            {
                foreach (var frequency in new[] { 1_000, TimeSpan.TicksPerSecond, 1_000_000_000 })
                {
                    foreach (var years in new[] { 1, 10, 100 })
                        jumps.Add(kind, frequency, years);
                }
            }

            return jumps;
        }
    }

    public static TheoryData<string> All => new(Kinds);

    public static TheoryData<DateTimeOffset> Ends => [DateTimeOffset.MinValue, DateTimeOffset.UnixEpoch, DateTimeOffset.MaxValue];

    [Theory]
    [MemberData(nameof(Jumps))]
    public void A_clock_that_jumps_forward_by_years_opens_the_next_window_and_no_more(string kind, long frequency, int years)
    {
        var clock = new FaultyClock(frequency);
        var meter = new Meter(clock, kind);
        Assert.Equal(Max, Admitted(meter));

        clock.Jump(years * Year);

        Assert.Equal(Max, Admitted(meter));
        clock.Jump(2 * Window);
        Assert.Equal(Max, Admitted(meter));
    }

    [Theory]
    [MemberData(nameof(Jumps))]
    public void A_clock_that_jumps_back_by_years_reopens_nothing(string kind, long frequency, int years)
    {
        var clock = new FaultyClock(frequency);
        var meter = new Meter(clock, kind);
        Assert.True(meter.Call().IsAllowed);

        clock.Jump(-years * Year);
        var earlier = Admitted(meter);
        Assert.InRange(earlier, 0, Max - 1);

        // Back where it was, and not a window on: all of them still count.
        clock.Jump(years * Year);
        Assert.InRange(1 + earlier + Admitted(meter), Max, Max);
        clock.Jump(2 * Window);
        Assert.Equal(Max, Admitted(meter));
    }

    [Theory]
    [MemberData(nameof(Ends))]
    public void A_wall_clock_at_the_end_of_its_range_decides_and_says_what_can_be(DateTimeOffset end)
    {
        var clock = new FaultyClock { Wall = end };
        var meter = new Meter(clock, Kinds[2]);

        Assert.Equal(Max, Admitted(meter));
        clock.Wall = FaultyClock.Start;

        Assert.Equal(end < FaultyClock.Start ? Max : 0, Admitted(meter));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void A_clock_that_jumped_gives_back_no_more_than_was_taken(string kind)
    {
        var clock = new FaultyClock();
        var meter = new Meter(clock, kind);
        var earlier = meter.Call();
        clock.Jump(Year);
        Assert.Equal(Max, Admitted(meter));

        earlier.Reservation.Complete(DispatchResult.NotDispatched);
        Assert.Equal(0, Admitted(meter));
        clock.Jump(-Year);
        earlier.Reservation.Complete(DispatchResult.NotDispatched);
        Assert.Equal(0, Admitted(meter));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void A_clock_that_fails_denies_and_takes_nothing(string kind)
    {
        var clock = new FaultyClock();
        var meter = new Meter(clock, kind);
        Assert.True(meter.Call().IsAllowed);

        clock.IsBroken = true;
        AssertDeniedByTheEngine(meter.Call());
        AssertDeniedByTheEngine(meter.Preview());
        clock.IsBroken = false;

        Assert.Equal(Max - 1, Admitted(meter));
    }

    [Fact]
    public void A_clock_that_fails_in_the_middle_of_a_decision_leaves_no_place_taken()
    {
        // At the bound, making room needs the wall clock, which no limit of these calls has asked for.
        var clock = new FaultyClock();
        var policy = WithTools($$"""
            { "one": { "limits": [{{Limit("a", 1)}}] }, "two": { "limits": [{{Limit("b", 1)}}, {{Limit("c", 1)}}] } }
            """);
        var evaluator = new PolicyEvaluator(new PolicySet(policy), new() { MaxLiveCountersPerGrant = 2 }, clock);
        Assert.True(evaluator.Evaluate(Call("one")).IsAllowed);

        clock.IsWallBroken = true;
        AssertDeniedByTheEngine(evaluator.Evaluate(Call("two")));
        AssertDeniedByTheEngine(evaluator.Evaluate(Call("two")));
        clock.IsWallBroken = false;
        clock.Jump(2 * Window);

        Assert.True(evaluator.Evaluate(Call("two")).IsAllowed);
    }

    private static int Admitted(Meter meter)
    {
        for (var admitted = 0; ; admitted++)
        {
            var decision = meter.Call();
            Assert.All(decision.Usage, usage => Assert.True(
                usage.Remaining is >= 0 and <= Max && usage.Reset >= TimeSpan.Zero, $"{decision.Code} {usage}"));
            if (decision.IsAllowed)
                continue;

            Assert.Equal(DecisionCodes.RateLimited, decision.Code);
            Assert.True(decision.RetryAfter > TimeSpan.Zero, $"{decision.RetryAfter}");
            return admitted;
        }
    }

    private static void AssertDeniedByTheEngine(in PolicyDecision decision)
    {
        Assert.Equal((PolicyOutcome.Deny, DecisionCodes.EngineFailed, "(engine)"), (decision.Outcome, decision.Code, decision.Rule));
        Assert.Equal("The call cannot be judged at the moment.", decision.Message);
        Assert.Null(decision.RetryAfter);
    }
}
