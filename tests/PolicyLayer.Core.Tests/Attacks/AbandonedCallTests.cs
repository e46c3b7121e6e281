using PolicyLayer.Core.Tests.Limits;
using PolicyLayer.TestKit;

namespace PolicyLayer.Core.Tests.Attacks;

/// <summary>Calls that nobody ever completes: their client, or the host that served them, is gone.</summary>
public sealed class AbandonedCallTests
{
    private readonly ManualTimeProvider _clock = new();

    /// <summary>Two windows suffice for all of them: a sliding window of amounts may take 1/64 longer than one.</summary>
    [Theory]
    [InlineData("sliding_window", 1)]
    [InlineData("sliding_window", 2)]
    [InlineData("fixed_window", 2)]
    [InlineData("token_bucket", 2)]
    public void They_count_as_spent_and_disappear_with_their_window(string algorithm, int cost)
    {
        var meter = new Meter(
            _clock, $"\"algorithm\": \"{algorithm}\", \"window\": \"minute\", \"max\": {3 * cost}, \"increment\": {cost}");

        for (var window = 0; window < 5; window++)
        {
            Assert.Equal([true, true, true, false], Enumerable.Range(0, 4).Select(_ => meter.Call().IsAllowed));
            _clock.Advance(TimeSpan.FromMinutes(2));
        }
    }
}
