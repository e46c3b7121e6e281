using PolicyLayer.Core.Limits;
using PolicyLayer.TestKit;

namespace PolicyLayer.Interleaving.Tests.Breaks;

/// <summary>Counters and homes of counters that are freed while a table moves them.</summary>
public sealed class BroughtBackCounterTests
{
    private readonly ManualTimeProvider _clock = new();

    [Theory]
    [InlineData(true, 0)]
    [InlineData(true, 3)]
    [InlineData(true, 6)]
    [InlineData(false, 0)]
    [InlineData(false, 3)]
    [InlineData(false, 6)]
    public void A_grant_whose_counters_were_freed_while_it_was_moving_counts_as_a_new_one_does(bool isOnlyMarked, int moves)
    {
        var step = isOnlyMarked ? Step.TableNodeMarked : Step.TableNodeBroughtOver;
        var calls = new EngineCalls(_clock, maxCounters: 14);
        var grants = Enumerable.Range(0, 6).Select(grant => $"grant-{grant}").ToList();
        Assert.All(grants, grant => Assert.True(calls.Call(grant).IsAllowed));
        _clock.Advance(TimeSpan.FromSeconds(64));
        var mover = Stalled<Answer>.At(step, () => calls.Call("seventh"));
        for (var move = 0; move < moves; move++)
            mover.GoOnTo(step);
        Assert.True(mover.IsStalled);

        // Those who make counters of their own free all that have closed.
        for (var visitor = 0; visitor < 30; visitor++)
            calls.Call($"visitor-{visitor}").GiveBack!();
        var before = grants.ConvertAll(grant => calls.Call(grant).IsAllowed ? 1 : 0);
        Assert.True(mover.Finish().IsAllowed);
        var after = grants.ConvertAll(grant => calls.Call(grant).IsAllowed ? 1 : 0);

        Assert.All(before.Zip(after), admitted => Assert.Equal(1, admitted.First + admitted.Second));
    }
}
