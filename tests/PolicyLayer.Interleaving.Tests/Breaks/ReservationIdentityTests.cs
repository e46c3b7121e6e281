using PolicyLayer.Core.Limits;
using PolicyLayer.Interleaving.Tests.Naive;
using PolicyLayer.TestKit;

namespace PolicyLayer.Interleaving.Tests.Breaks;

/// <summary>Two calls of the same tick, of which one is given back more than once.</summary>
public sealed class ReservationIdentityTests
{
    private const int Max = 2;
    private readonly ManualTimeProvider _clock = new();

    [Theory]
    [MemberData(nameof(EngineCalls.Limits), MemberType = typeof(EngineCalls))]
    public void A_decision_that_was_copied_gives_its_own_admission_back_once(string limit)
    {
        Assert.Equal(1, OverAfterTwoCompletions(new NaiveReservations(_clock, Max)));
        Assert.Equal(0, OverAfterTwoCompletions(new EngineCalls(_clock, Max, limit)));
    }

    [Theory]
    [MemberData(nameof(EngineCalls.Limits), MemberType = typeof(EngineCalls))]
    public void A_copy_completed_in_the_middle_of_the_first_completion_gives_nothing_back(string limit)
    {
        Assert.Equal(1, OverAfterCompletionsAtOnce(new NaiveReservations(_clock, Max)));
        Assert.Equal(0, OverAfterCompletionsAtOnce(new EngineCalls(_clock, Max, limit)));
    }

    [Theory]
    [MemberData(nameof(EngineCalls.Limits), MemberType = typeof(EngineCalls))]
    public void A_copy_does_not_give_back_what_the_next_call_was_admitted_by(string limit)
    {
        Assert.Equal(1, OverAfterReuse(new NaiveReservations(_clock, Max)));
        Assert.Equal(0, OverAfterReuse(new EngineCalls(_clock, Max, limit)));
    }

    private static int OverAfterTwoCompletions(ICalls calls)
    {
        var given = calls.Call();
        var kept = calls.Call();
        Assert.True(given.IsAllowed && kept.IsAllowed);

        given.GiveBack!();
        given.GiveBack();

        return 1 + Admitted(calls) - Max;
    }

    private static int OverAfterCompletionsAtOnce(ICalls calls)
    {
        var given = calls.Call();
        Assert.True(given.IsAllowed && calls.Call().IsAllowed);

        var first = Stalled<bool>.At(Step.ReleaseFound, () =>
        {
            given.GiveBack!();
            return true;
        });
        given.GiveBack!();
        Assert.True(first.Finish());

        return 1 + Admitted(calls) - Max;
    }

    // The record behind the first reservation serves the next one by then.
    private static int OverAfterReuse(ICalls calls)
    {
        var given = calls.Call();
        Assert.True(given.IsAllowed && calls.Call().IsAllowed);
        given.GiveBack!();
        Assert.True(calls.Call().IsAllowed);

        given.GiveBack();

        return Max + Admitted(calls) - Max;
    }

    private static int Admitted(ICalls calls) => Enumerable.Range(0, 2 * Max).Count(_ => calls.Call().IsAllowed);
}
