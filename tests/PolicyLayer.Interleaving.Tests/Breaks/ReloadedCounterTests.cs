using PolicyLayer.Core.Limits;
using PolicyLayer.Interleaving.Tests.Naive;
using PolicyLayer.TestKit;

namespace PolicyLayer.Interleaving.Tests.Breaks;

public sealed class ReloadedCounterTests
{
    private readonly ManualTimeProvider _clock = new();

    [Theory]
    [MemberData(nameof(EngineCalls.Limits), MemberType = typeof(EngineCalls))]
    public void A_maximum_that_is_lowered_and_raised_again_forgets_no_admission(string limit)
    {
        Assert.Equal(2, OverAfterLoweringAndRaising(new NaiveReload(max: 5)));
        Assert.Equal(0, OverAfterLoweringAndRaising(new EngineCalls(_clock, max: 5, limit)));
    }

    [Theory]
    [MemberData(nameof(EngineCalls.Limits), MemberType = typeof(EngineCalls))]
    public void A_call_that_found_room_before_a_reload_is_counted_after_it(string limit)
    {
        Assert.Equal(1, OverAfterReload(new NaiveReload(max: 3), Step.RoomFound, next: 4));
        Assert.Equal(0, OverAfterReload(new EngineCalls(_clock, max: 3, limit), Step.RoomFound, next: 4));
        Assert.Equal(0, OverAfterReload(new EngineCalls(_clock, max: 3, limit), Step.RoomFound, next: 3));
    }

    [Fact]
    public void An_amount_that_is_in_the_total_and_in_no_segment_yet_is_counted_after_a_reload()
    {
        Assert.Equal(0, OverAfterReload(new EngineCalls(_clock, max: 3, EngineCalls.Segments), Step.TotalRaised, next: 4));
        Assert.Equal(0, OverAfterReload(new EngineCalls(_clock, max: 3, EngineCalls.Segments), Step.HeadRead, next: 4));
    }

    [Fact]
    public void A_call_counted_one_by_one_is_counted_by_amount_after_a_reload_and_the_other_way_round()
    {
        string OneByOneIfEven(long max) => max % 2 == 0 ? EngineCalls.Slots : EngineCalls.Segments;

        Assert.Equal(0, OverAfterReload(new EngineCalls(_clock, max: 3, OneByOneIfEven), Step.RoomFound, next: 4));
        Assert.Equal(0, OverAfterReload(new EngineCalls(_clock, max: 4, OneByOneIfEven), Step.RoomFound, next: 5));
    }

    [Theory]
    [MemberData(nameof(EngineCalls.Limits), MemberType = typeof(EngineCalls))]
    public void What_is_given_back_in_the_middle_of_a_reload_is_given_back_once(string limit)
    {
        var calls = new EngineCalls(_clock, max: 3, limit);
        var given = calls.Call();
        Assert.True(given.IsAllowed && calls.Call().IsAllowed);

        var reload = Stalled<Answer>.At(Step.CounterSealed, () =>
        {
            calls.Reload(4);
            return calls.Call();
        });
        Assert.True(reload.IsStalled);
        given.GiveBack!();
        given.GiveBack();
        Assert.True(reload.Finish().IsAllowed);
        given.GiveBack();

        // Two of four are kept. The third stays spent if whoever gives it back has waited for the reload long enough.
        Assert.InRange(Admitted(calls), 1, 2);
    }

    [Theory]
    [MemberData(nameof(EngineCalls.Limits), MemberType = typeof(EngineCalls))]
    public void A_call_that_found_room_in_what_two_reloads_have_started_anew_is_counted(string limit)
    {
        foreach (var step in new[] { Step.CounterFound, Step.RoomFound })
        {
            var calls = WithAnotherWindow(limit);
            Assert.True(calls.Call().IsAllowed);
            var stalled = Stalled<Answer>.At(step, () => calls.Call());
            Assert.True(stalled.IsStalled);
            calls.Reload(2);
            calls.Reload(3);
            Assert.True(calls.Call().IsAllowed);

            Assert.True(stalled.Finish().IsAllowed);

            Assert.Equal(1, Admitted(calls));
        }
    }

    [Theory]
    [MemberData(nameof(EngineCalls.Limits), MemberType = typeof(EngineCalls))]
    public void A_late_call_of_the_set_between_two_reloads_starts_nothing_anew(string limit)
    {
        var calls = WithAnotherWindow(limit);
        Assert.True(calls.Call().IsAllowed);
        calls.Reload(2);
        var late = Stalled<Answer>.At(Step.CounterFound, () => calls.Call());
        Assert.True(late.IsStalled);
        calls.Reload(3);
        Assert.True(calls.Call().IsAllowed);

        Assert.True(late.Finish().IsAllowed);

        Assert.Equal(1, Admitted(calls));
    }

    [Theory]
    [MemberData(nameof(EngineCalls.Limits), MemberType = typeof(EngineCalls))]
    public void What_is_given_back_or_called_while_a_reload_starts_a_counter_anew_gives_no_room(string limit)
    {
        var calls = WithAnotherWindow(limit);
        var given = calls.Call();
        Assert.True(given.IsAllowed);
        var reload = Stalled<bool>.At(Step.CounterSealed, () =>
        {
            calls.Reload(2);
            return true;
        });
        Assert.True(reload.IsStalled);

        given.GiveBack!();
        Assert.Equal(TimeSpan.FromMilliseconds(1), calls.Call().RetryAfter);
        reload.Finish();
        given.GiveBack();

        Assert.Equal(2, Admitted(calls));
        calls.Reload(3);
        Assert.Equal(3, Admitted(calls));
    }

    [Theory]
    [MemberData(nameof(EngineCalls.Limits), MemberType = typeof(EngineCalls))]
    public async Task A_successor_that_an_older_set_was_just_making_starts_anew_as_well(string limit)
    {
        var calls = new EngineCalls(_clock, max: 5, max => max == 2 ? OtherWindow(limit) : limit);
        Assert.Equal(5, Admitted(calls));
        calls.Reload(3);
        var older = Stalled<Answer>.At(Step.CounterSealed, () => calls.Call());
        Assert.True(older.IsStalled);
        using var isWaiting = new ManualResetEventSlim();
        var reload = Task.Run(() =>
        {
            isWaiting.Set();
            calls.Reload(2);
        });
        isWaiting.Wait();

        older.Finish();
        await reload;
        calls.Reload(3);

        Assert.Equal(3, Admitted(calls));
    }

    private EngineCalls WithAnotherWindow(string limit) => new(_clock, max: 3, max => max == 2 ? OtherWindow(limit) : limit);

    private static string OtherWindow(string limit) => limit.Replace("64", "32");

    private static int OverAfterLoweringAndRaising(ICalls calls)
    {
        Assert.Equal(4, Enumerable.Range(0, 4).Count(_ => calls.Call().IsAllowed));
        calls.Reload(2);
        Assert.False(calls.Call().IsAllowed);
        calls.Reload(5);

        return 4 + Admitted(calls) - 5;
    }

    private static int OverAfterReload(ICalls calls, Step step, long next)
    {
        Assert.True(calls.Call().IsAllowed);
        var stalled = Stalled<Answer>.At(step, () => calls.Call());
        Assert.True(stalled.IsStalled);
        calls.Reload(next);
        Assert.True(calls.Call().IsAllowed);

        var late = stalled.Finish().IsAllowed ? 1 : 0;
        return 2 + late + Admitted(calls) - (int)next;
    }

    private static int Admitted(ICalls calls) => Enumerable.Range(0, 10).Count(_ => calls.Call().IsAllowed);
}
