using static PolicyLayer.Core.Tests.Policies;

namespace PolicyLayer.Core.Tests.Limits;

public sealed class StalledCallerTests
{
    private readonly StallingTimeProvider _clock = new();

    [Fact]
    public void A_caller_who_stalls_while_its_counter_is_freed_shares_no_window_with_what_was_forgotten()
    {
        var options = new PolicyEvaluatorOptions { MaxLiveCounters = 2 };
        var evaluator = new PolicyEvaluator(new PolicySet(WithLimit(max: 1)), options, _clock);
        Assert.True(evaluator.Evaluate(Call()).IsAllowed);
        Assert.True(evaluator.Evaluate(Call(caller: Bob)).IsAllowed);

        _clock.Now = TimeSpan.FromSeconds(5);
        _clock.Meanwhile = () =>
        {
            _clock.Now = TimeSpan.FromSeconds(60);
            Assert.True(evaluator.Evaluate(Call(caller: new("server", "visitor"))).IsAllowed);
        };
        Assert.True(evaluator.Evaluate(Call()).IsAllowed);

        // Booked at 5 s, it would have shared a window with the admission at 0, and be free again here.
        _clock.Now = TimeSpan.FromSeconds(65);
        Assert.False(evaluator.Evaluate(Call()).IsAllowed);
    }

    [Fact]
    public void A_caller_who_stalls_finds_no_room_where_an_older_admission_moved_up()
    {
        var evaluator = new PolicyEvaluator(new PolicySet(WithLimit(max: 2)), timeProvider: _clock);
        AdmitAt(evaluator, 0);
        AdmitAt(evaluator, 50);
        evaluator.Update(new(WithLimit(max: 1)));

        _clock.Now = TimeSpan.FromSeconds(70);
        _clock.Meanwhile = () =>
        {
            // The admission at 50 s makes place for one that is given back; the one at 0 s is older than both.
            AdmitAt(evaluator, 110).Complete(DispatchResult.NotDispatched);
        };

        Assert.False(evaluator.Evaluate(Call()).IsAllowed, "Two of 50 s and 70 s share a window that holds one.");
    }

    private Reservation AdmitAt(PolicyEvaluator evaluator, int seconds)
    {
        _clock.Now = TimeSpan.FromSeconds(seconds);
        var decision = evaluator.Evaluate(Call());
        Assert.True(decision.IsAllowed);
        return decision.Reservation;
    }
}
