using PolicyLayer.Core.Tests.Limits;
using PolicyLayer.TestKit;

namespace PolicyLayer.Core.Tests.Attacks;

public sealed class ClockJumpTests
{
    private readonly ManualTimeProvider _clock = new();

    /// <summary>
    /// Numbers that have little in common make the units of a bucket small, so that its word goes round in a quarter of an hour.
    /// </summary>
    [Theory]
    [InlineData("\"algorithm\": \"token_bucket\", \"window\": \"day\", \"max\": 999999937, \"burst\": 10000, \"increment\": 10000")]
    [InlineData("\"algorithm\": \"token_bucket\", \"window\": \"minute\", \"max\": 1")]
    [InlineData("\"algorithm\": \"fixed_window\", \"window\": \"minute\", \"max\": 1")]
    [InlineData("\"window\": \"second\", \"max\": 10, \"increment\": 10")]
    [InlineData("\"window\": \"minute\", \"max\": 1")]
    public void After_any_jump_ahead_a_limit_admits_what_it_says_and_no_more(string limit)
    {
        var meter = new Meter(_clock, limit);
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
