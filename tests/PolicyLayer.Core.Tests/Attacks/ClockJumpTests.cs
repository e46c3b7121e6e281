using PolicyLayer.Core.Tests.Limits;
using PolicyLayer.TestKit;

namespace PolicyLayer.Core.Tests.Attacks;

public sealed class ClockJumpTests
{
    private readonly ManualTimeProvider _clock = new();

    /// <summary>
    /// Numbers that have little in common make the units of a bucket small, so that its word goes round in a quarter of an hour.
    /// </summary>
    [Fact]
    public void A_bucket_that_nobody_touched_while_its_word_went_round_is_full_and_no_fuller()
    {
        var meter = new Meter(
            _clock,
            "\"algorithm\": \"token_bucket\", \"window\": \"day\", \"max\": 999999937, \"burst\": 10000, \"increment\": 10000");
        var jump = TimeSpan.FromMinutes(2);

        while (jump < TimeSpan.FromDays(1_000))
        {
            Assert.True(meter.Call().IsAllowed, $"Refused after {jump}.");
            Assert.False(meter.Call().IsAllowed, $"Admitted twice after {jump}.");
            _clock.Advance(jump);
            jump *= 1.5;
        }
    }
}
