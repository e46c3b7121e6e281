using PolicyLayer.Core.Limits;
using PolicyLayer.TestKit;

namespace PolicyLayer.Interleaving.Tests.Breaks;

public sealed class LateSegmentTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly ManualTimeProvider _clock = new();

    [Fact]
    public void A_charge_that_is_booked_a_window_late_is_free_at_once()
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

        Assert.True(calls.Call().IsAllowed);
    }
}
