using System.Text.Json;
using PolicyLayer.Core;
using PolicyLayer.Core.Limits;
using PolicyLayer.TestKit;
using static PolicyLayer.Core.Tests.Policies;

namespace PolicyLayer.Interleaving.Tests.Breaks;

/// <summary>A call that is charged nothing moves a calendar window on, while others charge it or give back.</summary>
public sealed class SeenWindowTests
{
    private static readonly JsonElement Costs = JsonElement.Parse("""{ "none": 0 }""");
    private static readonly DateTimeOffset Noon = new(2026, 5, 4, 12, 0, 0, TimeSpan.Zero);

    private readonly ManualTimeProvider _clock = new();
    private readonly PolicyEvaluator _evaluator;

    public SeenWindowTests()
    {
        const string Day = """ "counter": "day", "window": "day", "max": 2, "algorithm": "fixed_window" """;
        _clock.SetUtcNow(Noon);
        _evaluator = new(
            new PolicySet(WithTools($$"""
                { "day": { "limits": [{ {{Day}} }] }, "zero": { "limits": [{ {{Day}}, "increment_from": "args.none" }] } }
                """)),
            timeProvider: _clock);
    }

    [Fact]
    public void A_charge_that_comes_before_a_late_move_is_not_forgotten()
    {
        Assert.True(Call("day").IsAllowed);
        _clock.SetUtcNow(Noon.AddDays(1));
        var seer = Stalled<PolicyDecision>.At(Step.WindowFound, () => Call("zero"));
        Assert.True(seer.IsStalled);
        Assert.True(Call("day").IsAllowed);

        Assert.True(seer.Finish().IsAllowed);

        Assert.Equal([true, false], Enumerable.Range(0, 2).Select(_ => Call("day").IsAllowed));
    }

    [Fact]
    public void A_charge_that_comes_after_a_move_is_counted_in_the_later_window()
    {
        Assert.True(Call("day").IsAllowed);
        var late = Stalled<PolicyDecision>.At(Step.RoomFound, () => Call("day"));
        Assert.True(late.IsStalled);
        _clock.SetUtcNow(Noon.AddDays(1));
        Assert.True(Call("zero").IsAllowed);

        Assert.True(late.Finish().IsAllowed);

        Assert.Equal([true, false], Enumerable.Range(0, 2).Select(_ => Call("day").IsAllowed));
    }

    [Fact]
    public void What_is_given_back_after_a_move_makes_no_room_in_the_later_window()
    {
        var given = Call("day");
        var late = Stalled<bool>.At(Step.ReleaseFound, () =>
        {
            given.Reservation.Complete(DispatchResult.NotDispatched);
            return true;
        });
        Assert.True(late.IsStalled);
        _clock.SetUtcNow(Noon.AddDays(1));
        Assert.True(Call("zero").IsAllowed);

        late.Finish();

        Assert.Equal([true, true, false], Enumerable.Range(0, 3).Select(_ => Call("day").IsAllowed));
    }

    private PolicyDecision Call(string tool) => _evaluator.Evaluate(new(tool, Costs, Alice));
}
