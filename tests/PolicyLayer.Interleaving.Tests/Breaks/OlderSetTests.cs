using System.Text.Json;
using PolicyLayer.Core;
using PolicyLayer.Core.Limits;
using PolicyLayer.Core.Tests.Limits;
using PolicyLayer.TestKit;
using static PolicyLayer.Core.Tests.Policies;

namespace PolicyLayer.Interleaving.Tests.Breaks;

/// <summary>A call that began under an older policy set, and finds what a newer one has made of its counter.</summary>
public sealed class OlderSetTests
{
    private const string FixedWindow = "\"window\": 64, \"algorithm\": \"fixed_window\"";

    private readonly ManualTimeProvider _clock = new();

    [Theory]
    [InlineData("")]
    [InlineData(", \"algorithm\": \"fixed_window\"")]
    [InlineData(", \"algorithm\": \"token_bucket\"")]
    public void A_call_that_costs_more_than_a_newer_maximum_is_refused_for_a_moment(string algorithm)
    {
        var calls = new EngineCalls(
            _clock, max: 5, max => $"\"window\": 64, \"increment\": {(max == 5 ? 5 : 2)}{algorithm}");
        calls.Call().GiveBack!();
        var stalled = Stalled<Answer>.At(Step.CounterFound, () => calls.Call());
        Assert.True(stalled.IsStalled);

        calls.Reload(4);
        calls.Call().GiveBack!();
        var answer = stalled.Finish();

        Assert.False(answer.IsAllowed);
        Assert.InRange(answer.RetryAfter!.Value, TimeSpan.FromMilliseconds(1), TimeSpan.FromSeconds(64));
        Assert.True(calls.Call().IsAllowed);
    }

    [Fact]
    public void A_call_whose_counter_has_become_a_fixed_window_is_refused_until_its_end()
    {
        var calls = SlidingThenFixed();
        calls.Call().GiveBack!();
        var stalled = Stalled<Answer>.At(Step.CounterFound, () => calls.Call());

        calls.Reload(2);
        Assert.True(calls.Call().IsAllowed && calls.Call().IsAllowed);
        var answer = stalled.Finish();

        Assert.False(answer.IsAllowed);
        Assert.InRange(answer.RetryAfter!.Value, TimeSpan.FromMilliseconds(1), TimeSpan.FromSeconds(64));
    }

    [Fact]
    public void A_call_whose_counter_has_become_a_fixed_window_counts_in_the_window_of_its_time()
    {
        var calls = SlidingThenFixed();
        _clock.SetUtcNow(DateTimeOffset.UnixEpoch + TimeSpan.FromSeconds(64_000));
        calls.Call().GiveBack!();
        var stalled = Stalled<Answer>.At(Step.CounterFound, () => calls.Call());
        calls.Reload(2);
        Assert.True(calls.Call().IsAllowed);
        _clock.Advance(TimeSpan.FromSeconds(64));

        Assert.True(stalled.Finish().IsAllowed);

        Assert.True(calls.Call().IsAllowed);
        Assert.False(calls.Call().IsAllowed);
    }

    /// <summary>
    /// Under the newer set a window is 32 s. One admission at 10 s has been freed at 50 s, when a call of the older set, late by all that
    /// time, makes the counter anew, and one that read the clock at 20 s changes it to the newer budget.
    /// </summary>
    [Fact]
    public void A_counter_that_starts_anew_shares_no_window_with_what_was_freed()
    {
        var clock = new StallingTimeProvider();
        var calls = new EngineCalls(clock, max: 2, max => $"\"window\": {(max == 1 ? 32 : 64)}", maxCounters: 1);
        var older = Stalled<Answer>.At(Step.CounterMissing, () => calls.Call());
        Assert.True(older.IsStalled);
        calls.Reload(1);
        clock.Now = TimeSpan.FromSeconds(10);
        Assert.True(calls.Call().IsAllowed);

        clock.Now = TimeSpan.FromSeconds(20);
        clock.Meanwhile = () =>
        {
            clock.Now = TimeSpan.FromSeconds(50);
            Assert.True(calls.Preview("visitor").IsAllowed);
            Assert.True(older.Finish().IsAllowed);
        };
        Assert.True(calls.Call().IsAllowed);

        clock.Now = TimeSpan.FromSeconds(60);
        Assert.False(calls.Call().IsAllowed, "Booked at 20 s, it would share a window with the admission at 10 s.");
    }

    [Theory]
    [InlineData("")]
    [InlineData(", \"algorithm\": \"fixed_window\"")]
    [InlineData(", \"algorithm\": \"token_bucket\"")]
    public void A_call_that_costs_nothing_tells_what_is_left_in_the_counter_that_took_the_place_of_its_own(string algorithm)
    {
        PolicySet PoliciesOf(int max) => new(WithTools($$"""
            {
              "free": { "limits": [{ "counter": "c", "window": 64{{algorithm}}, "max": {{max}}, "increment_from": "args.none" }] },
              "t": { "limits": [{ "counter": "c", "window": 64{{algorithm}}, "max": {{max}} }] }
            }
            """));
        using var none = JsonDocument.Parse("""{ "none": 0 }""");
        var free = new ToolCall("free", none.RootElement, Alice);
        var evaluator = new PolicyEvaluator(PoliciesOf(5), timeProvider: _clock);
        Assert.True(evaluator.Evaluate(Call()).IsAllowed);
        var late = Stalled<PolicyDecision>.At(Step.AllHaveRoom, () => evaluator.Evaluate(free));
        Assert.True(late.IsStalled);

        evaluator.Update(PoliciesOf(6));
        Assert.True(evaluator.Evaluate(Call()).IsAllowed);
        var usage = Assert.Single(late.Finish().Usage);

        Assert.Equal(Assert.Single(evaluator.Preview(free).Usage), usage);
    }

    private EngineCalls SlidingThenFixed() => new(_clock, max: 3, max => max == 3 ? EngineCalls.Slots : FixedWindow);
}
