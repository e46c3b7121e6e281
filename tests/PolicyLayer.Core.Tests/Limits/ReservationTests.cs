using PolicyLayer.TestKit;
using static PolicyLayer.Core.Tests.Policies;

namespace PolicyLayer.Core.Tests.Limits;

public sealed class ReservationTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private readonly ManualTimeProvider _clock = new();
    private readonly PolicyEvaluator _evaluator;

    public ReservationTests() => _evaluator = new(new PolicySet(WithLimit(max: 1)), timeProvider: _clock);

    [Theory]
    [InlineData(DispatchResult.Succeeded, false)]
    [InlineData(DispatchResult.Failed, false)]
    [InlineData(DispatchResult.NotDispatched, true)]
    public void Only_a_call_that_was_not_dispatched_gives_its_place_back(DispatchResult result, bool givenBack)
    {
        _evaluator.Evaluate(Call()).Reservation.Complete(result);

        Assert.Equal(givenBack, _evaluator.Evaluate(Call()).IsAllowed);
    }

    [Fact]
    public void A_copy_of_the_decision_cannot_give_back_the_place_of_the_next_caller()
    {
        var first = _evaluator.Evaluate(Call());
        var copy = first;
        first.Reservation.Complete(DispatchResult.NotDispatched);
        Assert.True(_evaluator.Evaluate(Call()).IsAllowed);

        copy.Reservation.Complete(DispatchResult.NotDispatched);

        Assert.False(_evaluator.Evaluate(Call()).IsAllowed);
    }

    [Fact]
    public void The_first_completion_counts()
    {
        var decision = _evaluator.Evaluate(Call());
        decision.Reservation.Complete(DispatchResult.Succeeded);
        decision.Reservation.Complete(DispatchResult.NotDispatched);

        Assert.False(_evaluator.Evaluate(Call()).IsAllowed);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(100)]
    public void A_completion_that_comes_windows_late_is_harmless(int windows)
    {
        var late = _evaluator.Evaluate(Call());
        _clock.Advance(windows * Minute);
        Assert.True(_evaluator.Evaluate(Call()).IsAllowed);

        late.Reservation.Complete(DispatchResult.NotDispatched);

        Assert.False(_evaluator.Evaluate(Call()).IsAllowed);
    }

    [Fact]
    public async Task Completing_asynchronously_is_the_same_in_memory()
    {
        var decision = await _evaluator.EvaluateAsync(Call());

        var completion = decision.Reservation.CompleteAsync(DispatchResult.NotDispatched);

        Assert.True(completion.IsCompletedSuccessfully);
        await completion;
        Assert.True(_evaluator.Evaluate(Call()).IsAllowed);
    }

    [Fact]
    public void Completing_a_refused_or_unlimited_call_does_nothing()
    {
        _evaluator.Evaluate(Call());
        var refused = _evaluator.Evaluate(Call());

        refused.Reservation.Complete(DispatchResult.NotDispatched);
        default(Reservation).Complete(DispatchResult.NotDispatched);

        Assert.False(_evaluator.Evaluate(Call()).IsAllowed);
    }

    [Fact]
    public void A_preview_holds_nothing_that_could_be_given_back()
    {
        _evaluator.Preview(Call()).Reservation.Complete(DispatchResult.NotDispatched);

        Assert.Equal([true, false], Enumerable.Range(0, 2).Select(_ => _evaluator.Evaluate(Call()).IsAllowed));
    }
}
