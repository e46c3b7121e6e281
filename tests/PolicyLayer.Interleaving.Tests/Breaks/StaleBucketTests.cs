using PolicyLayer.Core;
using PolicyLayer.Core.Limits;
using PolicyLayer.TestKit;

namespace PolicyLayer.Interleaving.Tests.Breaks;

/// <summary>
/// Buckets that refill so fast that virtual time is half a round on in 461 ms, and a caller who read the clock and stalled.
/// </summary>
public sealed class StaleBucketTests
{
    // A prime: a tick of 100 ns refills as many units. Half a round is 2^62 of them.
    private const long Max = 999_999_999_989;

    // A call empties the bucket, of as many units as can be counted. It is full again after 1.2 ms.
    private const string Limit = """
        "window": "day", "algorithm": "token_bucket", "burst": 13000, "increment": 13000
        """;

    private readonly ManualTimeProvider _clock = new();
    private readonly EngineCalls _calls;

    public StaleBucketTests()
    {
        _calls = new(_clock, Max, Limit);
        _calls.Call().GiveBack!();
    }

    [Theory]
    [InlineData(4_000_000)]
    [InlineData(4_606_000)]
    [InlineData(5_000_000)]
    [InlineData(9_223_000)]
    public void A_caller_who_stalled_does_not_fill_what_others_have_emptied(long ticks)
    {
        var late = Stalled<Answer>.At(Step.CounterFound, () => _calls.Call());
        Assert.True(late.IsStalled);

        _clock.Advance(TimeSpan.FromTicks(ticks));
        Assert.True(_calls.Call().IsAllowed);
        late.Finish();

        Assert.False(_calls.Call().IsAllowed);
    }

    [Fact]
    public void A_look_that_stalled_says_what_the_next_call_gets()
    {
        var late = Stalled<PolicyDecision>.At(Step.AllHaveRoom, () => _calls.Preview());
        Assert.True(late.IsStalled);

        _clock.Advance(TimeSpan.FromTicks(5_000_000));
        Assert.True(_calls.Call().IsAllowed);

        Assert.False(late.Finish().IsAllowed);
    }
}
