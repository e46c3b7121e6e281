using PolicyLayer.TestKit;
using static PolicyLayer.Core.Tests.Policies;

namespace PolicyLayer.Core.Tests.Limits;

public sealed class ReloadTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private readonly ManualTimeProvider _clock = new();

    [Fact]
    public void Usage_survives_a_lower_maximum_and_is_remembered_when_it_is_raised_again()
    {
        var evaluator = Evaluator(WithLimit(max: 5));
        AdmitOneEachSecond(evaluator, calls: 4);

        evaluator.Update(new(WithLimit(max: 2)));
        var lowered = evaluator.Evaluate(Call());
        evaluator.Update(new(WithLimit(max: 5)));

        Assert.Equal((DecisionCodes.RateLimited, 58 * Second), (lowered.Code, lowered.RetryAfter!.Value));
        Assert.Equal([true, false], Enumerable.Range(0, 2).Select(_ => evaluator.Evaluate(Call()).IsAllowed));
    }

    [Fact]
    public void Under_a_lower_maximum_a_place_is_free_when_fewer_than_it_are_left_in_the_window()
    {
        var evaluator = Evaluator(WithLimit(max: 5));
        AdmitOneEachSecond(evaluator, calls: 4);
        evaluator.Update(new(WithLimit(max: 2)));

        _clock.Advance(58 * Second - TimeSpan.FromTicks(1));
        Assert.False(evaluator.Evaluate(Call()).IsAllowed);
        _clock.Advance(TimeSpan.FromTicks(1));
        Assert.True(evaluator.Evaluate(Call()).IsAllowed);
    }

    [Fact]
    public void A_place_given_back_under_a_lower_maximum_goes_to_those_that_still_count()
    {
        var evaluator = Evaluator(WithLimit(max: 3));
        var decisions = Enumerable.Range(0, 3).Select(_ => evaluator.Evaluate(Call())).ToList();
        evaluator.Update(new(WithLimit(max: 1)));
        Assert.False(evaluator.Evaluate(Call()).IsAllowed);

        decisions[0].Reservation.Complete(DispatchResult.NotDispatched);
        Assert.False(evaluator.Evaluate(Call()).IsAllowed, "Two admissions still count, and the maximum is one.");
        decisions[1].Reservation.Complete(DispatchResult.NotDispatched);
        Assert.False(evaluator.Evaluate(Call()).IsAllowed, "One admission still counts, and the maximum is one.");
        decisions[2].Reservation.Complete(DispatchResult.NotDispatched);
        Assert.True(evaluator.Evaluate(Call()).IsAllowed);
    }

    [Fact]
    public void What_is_given_back_out_of_turn_under_a_lower_maximum_hides_none_that_still_counts()
    {
        var evaluator = Evaluator(WithLimit(max: 3));
        var decisions = new List<PolicyDecision>();
        for (var i = 0; i < 3; i++)
        {
            decisions.Add(evaluator.Evaluate(Call()));
            _clock.Advance(Second);
        }

        evaluator.Update(new(WithLimit(max: 1)));
        Assert.False(evaluator.Evaluate(Call()).IsAllowed);

        decisions[1].Reservation.Complete(DispatchResult.NotDispatched);
        decisions[2].Reservation.Complete(DispatchResult.NotDispatched);

        Assert.False(evaluator.Evaluate(Call()).IsAllowed, "The first still counts, and the maximum is one.");
    }

    [Fact]
    public void A_reservation_from_before_a_reload_is_given_back_after_it()
    {
        var evaluator = Evaluator(WithLimit(max: 1));
        var before = evaluator.Evaluate(Call());
        evaluator.Update(new(WithLimit(max: 2)));
        Assert.True(evaluator.Evaluate(Call()).IsAllowed);
        Assert.False(evaluator.Evaluate(Call()).IsAllowed);

        before.Reservation.Complete(DispatchResult.NotDispatched);

        Assert.Equal([true, false], Enumerable.Range(0, 2).Select(_ => evaluator.Evaluate(Call()).IsAllowed));
    }

    [Theory]
    [InlineData("\"hour\"", "grant")]
    [InlineData("\"minute\"", "session")]
    public void A_counter_with_another_window_or_scope_starts_anew_and_is_reported(string window, string scope)
    {
        var evaluator = Evaluator(WithLimit(max: 1));
        evaluator.Evaluate(Call());

        var restarted = evaluator.Update(new(WithLimit(max: 1, window, scope)));

        Assert.Equal(["c"], restarted);
        Assert.Equal([true, false], Enumerable.Range(0, 2).Select(_ => evaluator.Evaluate(Call()).IsAllowed));
    }

    [Fact]
    public void A_counter_with_another_scope_starts_anew_for_a_caller_without_session_as_well()
    {
        var caller = new CallerContext("server", "alice");
        var evaluator = Evaluator(WithLimit(max: 1));
        Assert.True(evaluator.Evaluate(Call(caller: caller)).IsAllowed);

        evaluator.Update(new(WithLimit(max: 1, scope: "session")));

        Assert.Equal([true, false], Enumerable.Range(0, 2).Select(_ => evaluator.Evaluate(Call(caller: caller)).IsAllowed));
    }

    [Fact]
    public void A_counter_that_starts_anew_because_an_assignment_went_is_reported()
    {
        var ofServer = WithLimit(max: 1, "\"hour\"");
        var evaluator = new PolicyEvaluator(
            new PolicySet([new(ofServer, "server"), new(WithLimit(max: 1), "server", "alice")]), timeProvider: _clock);
        Assert.True(evaluator.Evaluate(Call()).IsAllowed);

        var restarted = evaluator.Update(new([new(ofServer, "server")]));

        Assert.True(evaluator.Evaluate(Call()).IsAllowed);
        Assert.Equal(["c"], restarted);
    }

    [Fact]
    public void A_reservation_of_a_counter_that_started_anew_gives_nothing_back_to_the_new_one()
    {
        var evaluator = Evaluator(WithLimit(max: 1));
        var before = evaluator.Evaluate(Call());
        evaluator.Update(new(WithLimit(max: 1, "\"hour\"")));
        Assert.True(evaluator.Evaluate(Call()).IsAllowed);
        evaluator.Update(new(WithLimit(max: 1)));
        Assert.True(evaluator.Evaluate(Call()).IsAllowed);

        before.Reservation.Complete(DispatchResult.NotDispatched);

        Assert.False(evaluator.Evaluate(Call()).IsAllowed);
    }

    [Fact]
    public void A_place_given_back_before_a_reload_to_amounts_does_not_count_after_it()
    {
        var evaluator = Evaluator(WithLimit(max: 1));
        _clock.Advance(TimeSpan.FromHours(1));
        evaluator.Evaluate(Call()).Reservation.Complete(DispatchResult.NotDispatched);

        evaluator.Update(new(WithTools(
            """{ "t": { "limits": [{ "counter": "c", "window": "minute", "max": 2, "increment": 2 }] } }""")));

        Assert.True(evaluator.Evaluate(Call()).IsAllowed);
    }

    [Theory]
    [InlineData("\"max\": 1")]
    [InlineData("\"max\": 2")]
    public void A_limit_that_is_no_longer_counted_by_amounts_is_exact_once_its_budget_was_whole(string maximum)
    {
        var meter = new Meter(_clock, $"{Meter.ByArgument}, \"window\": 64, \"max\": 1");
        _clock.Advance(TimeSpan.FromTicks(1));
        meter.Call();
        meter.Reload($"\"window\": 64, {maximum}");
        meter.Preview();
        _clock.Advance(65 * Second);

        for (var places = meter.Preview().Usage[0].Remaining; places > 0; places--)
            Assert.True(meter.Call().IsAllowed);
        Assert.Equal(64 * Second, meter.Call().RetryAfter);
    }

    [Fact]
    public void A_resolved_caller_who_knew_a_counter_of_amounts_is_counted_exactly_once_its_budget_was_whole()
    {
        const string Budget = "\"counter\": \"c\", \"window\": 64, \"max\": 2";
        static PolicySet SetOf(string limit) => new(WithTools($$"""{ "t": { "limits": [{ {{limit}} }] } }"""));
        var evaluator = new PolicyEvaluator(SetOf($"{Budget}, \"increment\": 2"), timeProvider: _clock);
        var resolved = evaluator.Resolve(Alice);
        ToolCall CallOf(CallerContext caller) => new("t", arguments: null, caller);
        _clock.Advance(TimeSpan.FromTicks(1));
        evaluator.Evaluate(CallOf(resolved));
        evaluator.Update(SetOf(Budget));
        evaluator.Evaluate(CallOf(Alice));
        _clock.Advance(65 * Second);

        Assert.Equal(64 * Second, evaluator.Evaluate(CallOf(resolved)).Usage[0].Reset);
    }

    [Fact]
    public void A_resolved_caller_follows_the_reload()
    {
        var evaluator = Evaluator(WithLimit(max: 1));
        var alice = evaluator.Resolve(Alice);
        Assert.True(evaluator.Evaluate(Call(caller: alice)).IsAllowed);

        evaluator.Update(new(WithTools("""{ "t": { "action": "deny" } }""")));
        Assert.Equal(DecisionCodes.DeniedByAction, evaluator.Evaluate(Call(caller: alice)).Code);
        evaluator.Update(new(WithLimit(max: 2)));
        Assert.Equal([true, false], Enumerable.Range(0, 2).Select(_ => evaluator.Evaluate(Call(caller: alice)).IsAllowed));
    }

    [Fact]
    public void Nothing_is_reported_when_only_a_maximum_changes_or_a_counter_is_new()
    {
        var evaluator = Evaluator(WithLimit(max: 1));

        Assert.Empty(evaluator.Update(new(WithLimit(max: 3))));
        Assert.Empty(evaluator.Update(new(WithTools($$"""{ "t": { "limits": [{{Limit("other", 1)}}] } }"""))));
    }

    [Fact]
    public void Reloads_in_the_middle_of_calls_never_admit_more_than_the_larger_maximum()
    {
        const int Rounds = 500;
        const int Threads = 4;
        PolicySet[] sets = [new(WithLimit(max: 4)), new(WithLimit(max: 7)), new(WithLimit(max: 2))];
        var evaluator = new PolicyEvaluator(sets[0], timeProvider: _clock);
        var admitted = 0;

        Race.Run(
            Threads,
            number =>
            {
                for (var i = 0; i < 6; i++)
                {
                    if (number == 0)
                        evaluator.Update(sets[i % sets.Length]);
                    else if (evaluator.Evaluate(Call()).IsAllowed)
                        Interlocked.Increment(ref admitted);
                }
            },
            round =>
            {
                Assert.InRange(admitted, 1, 7);
                evaluator.Update(sets[1]);
                for (; admitted < 7; admitted++)
                    Assert.True(evaluator.Evaluate(Call()).IsAllowed, "A reload counted an admission twice.");
                Assert.False(evaluator.Evaluate(Call()).IsAllowed, "A reload lost an admission.");
                admitted = 0;
                _clock.Advance(TimeSpan.FromMinutes(1));
                return round < Rounds;
            });
    }

    private void AdmitOneEachSecond(PolicyEvaluator evaluator, int calls)
    {
        for (var i = 0; i < calls; i++)
        {
            Assert.True(evaluator.Evaluate(Call()).IsAllowed);
            _clock.Advance(Second);
        }
    }

    private PolicyEvaluator Evaluator(Policy policy) => new(new PolicySet(policy), timeProvider: _clock);
}
