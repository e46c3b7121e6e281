using PolicyLayer.Core.Limits;
using PolicyLayer.Interleaving.Tests.Naive;
using PolicyLayer.TestKit;

namespace PolicyLayer.Interleaving.Tests.Breaks;

/// <summary>Calls that want two counters of one admission each.</summary>
public sealed class JointReservationTests
{
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(64);
    private readonly ManualTimeProvider _clock = new();

    [Theory]
    [MemberData(nameof(EngineCalls.Limits), MemberType = typeof(EngineCalls))]
    public void Of_two_calls_that_want_the_same_counters_in_either_order_one_is_admitted(string limit)
    {
        Assert.Equal(0, AdmittedOfTwo(new NaiveJoint(Window)));
        Assert.Equal(1, AdmittedOfTwo(new EngineCalls(_clock, limit: limit)));
    }

    [Theory]
    [MemberData(nameof(EngineCalls.Limits), MemberType = typeof(EngineCalls))]
    public void A_reservation_that_is_still_being_decided_sends_nobody_away_for_its_window(string limit)
    {
        Assert.Equal(Window, WaitDuringAnotherDecision(new NaiveJoint(Window)));
        Assert.Equal(TimeSpan.FromMilliseconds(1), WaitDuringAnotherDecision(new EngineCalls(_clock, limit: limit)));
    }

    [Theory]
    [MemberData(nameof(EngineCalls.Limits), MemberType = typeof(EngineCalls))]
    public void A_call_that_loses_its_second_limit_leaves_no_trace_on_the_first(string limit)
    {
        var calls = new EngineCalls(_clock, limit: limit);
        var both = Stalled<Answer>.At(Step.OneCharged, () => calls.Call(tool: "ab"));
        Assert.True(both.IsStalled);
        Assert.True(calls.Call(tool: "b").IsAllowed);
        Assert.False(calls.Call(tool: "a").IsAllowed);

        both.GoOnTo(Step.OneRefused);
        Assert.True(both.IsStalled);
        Assert.False(calls.Call(tool: "a").IsAllowed);
        Assert.False(both.Finish().IsAllowed);

        Assert.True(calls.Call(tool: "a").IsAllowed);
        Assert.True(calls.Call(tool: "a").RetryAfter > TimeSpan.FromSeconds(1), "Something is tentative still.");
    }

    private static int AdmittedOfTwo(ICalls calls)
    {
        calls.Call(tool: "ab").GiveBack!();
        var ab = Stalled<Answer>.At(Step.AllHaveRoom, () => calls.Call(tool: "ab"));
        var ba = Stalled<Answer>.At(Step.AllHaveRoom, () => calls.Call(tool: "ba"));
        Assert.True(ab.IsStalled && ba.IsStalled);
        ab.GoOnTo(Step.OneCharged);
        ba.GoOnTo(Step.OneCharged);
        ab.GoOnTo(Step.OneRefused);
        ba.GoOnTo(Step.OneRefused);

        return (ab.Finish().IsAllowed ? 1 : 0) + (ba.Finish().IsAllowed ? 1 : 0);
    }

    private static TimeSpan WaitDuringAnotherDecision(ICalls calls)
    {
        var both = Stalled<Answer>.At(Step.OneCharged, () => calls.Call(tool: "ab"));
        Assert.True(both.IsStalled);

        var refused = calls.Call(tool: "a");

        Assert.True(both.Finish().IsAllowed);
        return refused.RetryAfter!.Value;
    }
}
