using PolicyLayer.Core.Limits;
using PolicyLayer.TestKit;

namespace PolicyLayer.Interleaving.Tests.Breaks;

public sealed class LateSegmentTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly ManualTimeProvider _clock = new();

    [Fact]
    public void A_charge_that_is_booked_a_window_late_counts_from_then_on()
    {
        var calls = new EngineCalls(_clock, max: 1, EngineCalls.Segments);
        calls.Call().GiveBack!();
        var late = Stalled<Answer>.At(Step.HeadRead, () => calls.Call());
        Assert.True(late.IsStalled);
        for (var i = 0; i < 2; i++)
        {
            _clock.Advance(70 * Second);
            Assert.False(calls.Call().IsAllowed);
        }

        Assert.True(late.Finish().IsAllowed);

        var again = calls.Call().RetryAfter!.Value;
        _clock.Advance(again - TimeSpan.FromMilliseconds(1));
        Assert.False(calls.Call().IsAllowed);
        _clock.Advance(TimeSpan.FromMilliseconds(1));
        Assert.True(calls.Call().IsAllowed);
    }
}
