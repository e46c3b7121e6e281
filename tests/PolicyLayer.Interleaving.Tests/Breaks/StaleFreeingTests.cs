using PolicyLayer.Core.Limits;
using PolicyLayer.Core.Tests.Limits;

namespace PolicyLayer.Interleaving.Tests.Breaks;

public sealed class StaleFreeingTests
{
    private readonly StallingTimeProvider _clock = new();

    /// <summary>
    /// The admission at 0 s is seen to have expired at 100 s. One who frees its counter read the clock at 50 s, and one who makes it
    /// anew at 30 s: there is no time between at which that admission shares a window neither with the first nor with the last.
    /// </summary>
    [Fact]
    public void A_counter_is_not_freed_by_whoever_has_an_older_clock_than_those_who_emptied_it()
    {
        var calls = new EngineCalls(_clock, limit: EngineCalls.Segments, maxCounters: 1);
        Assert.True(calls.Call("alice").IsAllowed);
        var alice = StalledAt(30, Step.CounterFound, () => calls.Call("alice"));
        var visitor = StalledAt(50, Step.CounterMissing, () => calls.Call("visitor"));
        _clock.Now = TimeSpan.FromSeconds(100);
        Assert.True(calls.Preview("alice").IsAllowed);

        visitor.Finish().GiveBack!();
        var isLateAdmitted = alice.Finish().IsAllowed;

        _clock.Now = TimeSpan.FromSeconds(120);
        Assert.Equal(!isLateAdmitted, calls.Call("alice").IsAllowed);
    }

    /// <summary>
    /// Two are admitted at 30 s, and their counter is freed when their window has closed. One who read the clock at 35 s finds the
    /// next counter, which another made who read it at 5 s: booked at 35 s, it would share a window with the two.
    /// </summary>
    [Fact]
    public void A_counter_that_took_long_to_make_is_open_for_nobody_who_stalled_since_its_predecessor_was_used()
    {
        var calls = new EngineCalls(_clock, max: 2, maxCounters: 2);
        var maker = StalledAt(5, Step.CounterMissing, () => calls.Call("alice"));
        _clock.Now = TimeSpan.FromSeconds(30);
        Assert.True(calls.Call("alice").IsAllowed && calls.Call("alice").IsAllowed && calls.Call("bob").IsAllowed);
        _clock.Now = TimeSpan.FromSeconds(35);
        _clock.Meanwhile = () =>
        {
            _clock.Now = TimeSpan.FromSeconds(94);
            Assert.True(calls.Call("visitor").IsAllowed);
            Assert.True(maker.Finish().IsAllowed);
        };
        Assert.True(calls.Call("alice").IsAllowed);

        _clock.Now = TimeSpan.FromSeconds(99);
        Assert.False(calls.Call("alice").IsAllowed);
    }

    private Stalled<Answer> StalledAt(int seconds, Step step, Func<Answer> call)
    {
        _clock.Now = TimeSpan.FromSeconds(seconds);
        var stalled = Stalled<Answer>.At(step, call);
        Assert.True(stalled.IsStalled);
        return stalled;
    }
}
