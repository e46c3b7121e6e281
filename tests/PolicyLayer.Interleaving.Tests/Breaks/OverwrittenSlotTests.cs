using PolicyLayer.Core.Limits;
using PolicyLayer.Core.Tests.Limits;

namespace PolicyLayer.Interleaving.Tests.Breaks;

/// <summary>An admission that is given back when another one, a window later, has taken its slot already.</summary>
public sealed class OverwrittenSlotTests
{
    private readonly StallingTimeProvider _clock = new();

    [Fact]
    public void A_completion_that_stalls_until_its_window_has_closed_gives_nothing_back_and_ends()
    {
        var calls = new EngineCalls(_clock);
        var late = calls.Call();
        _clock.Now = TimeSpan.FromSeconds(63);
        var completion = Stalled<bool>.At(Step.ReleaseFound, () =>
        {
            late.GiveBack!();
            return true;
        });
        Assert.True(completion.IsStalled);
        _clock.Now = TimeSpan.FromSeconds(64);
        Assert.True(calls.Call().IsAllowed);

        Assert.True(completion.Finish());

        Assert.False(calls.Call().IsAllowed);
    }

    [Fact]
    public void A_roll_back_that_comes_when_its_window_has_closed_gives_nothing_back_and_ends()
    {
        var calls = new EngineCalls(_clock);
        var both = Stalled<Answer>.At(Step.OneCharged, () => calls.Call(tool: "ab"));
        Assert.True(both.IsStalled);
        _clock.Now = TimeSpan.FromSeconds(64);
        Assert.True(calls.Call(tool: "a").IsAllowed);
        Assert.True(calls.Call(tool: "b").IsAllowed);

        Assert.False(both.Finish().IsAllowed);

        Assert.False(calls.Call(tool: "a").IsAllowed);
    }
}
