using System.Text.Json;
using PolicyLayer.TestKit;
using static PolicyLayer.Core.Tests.Policies;

namespace PolicyLayer.Core.Tests.Limits;

/// <summary>A call that was not dispatched, and whose host says so long after.</summary>
public sealed class LateCompletionTests
{
    private const int Max = 3;
    private const string Slots = "\"window\": 64";
    private const string Segments = $"{Slots}, {Meter.ByArgument}";
    private const string Fixed = $"{Segments}, \"algorithm\": \"fixed_window\"";
    private const string Bucket = $"{Segments}, \"algorithm\": \"token_bucket\"";

    // A counter by segments is free again a 64th of the window later.
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(65);
    private static readonly JsonElement One = JsonElement.Parse("""{ "cost": 1 }""");

    private readonly ManualTimeProvider _clock = new();

    public static TheoryData<string> Limits => [Slots, Segments, Fixed, Bucket];

    public static TheoryData<string, int> LimitsAndWindows()
    {
        var data = new TheoryData<string, int>();
        foreach (string limit in Limits)
        {
            foreach (var windows in (int[])[1, 2, 100])
                data.Add(limit, windows);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(LimitsAndWindows))]
    public void Windows_later_it_gives_nothing_back_of_what_others_were_charged(string limit, int windows)
    {
        var evaluator = Evaluator(limit);
        var late = Fill(evaluator, Alice);
        _clock.Advance(windows * Window);
        Fill(evaluator, Alice);

        late.Complete(DispatchResult.NotDispatched);

        Assert.False(evaluator.Evaluate(CallOf(Alice)).IsAllowed);
    }

    [Theory]
    [MemberData(nameof(Limits))]
    public void Windows_later_it_makes_no_more_room_than_there_ever_is(string limit)
    {
        var evaluator = Evaluator(limit);
        var late = Fill(evaluator, Alice);
        _clock.Advance(Window);

        late.Complete(DispatchResult.NotDispatched);

        Fill(evaluator, Alice);
        Assert.False(evaluator.Evaluate(CallOf(Alice)).IsAllowed);
    }

    [Theory]
    [MemberData(nameof(LimitsAndWindows))]
    public void When_its_counter_was_freed_and_made_anew_it_gives_nothing_back_to_that(string limit, int windows)
    {
        var evaluator = Evaluator(limit, maxCounters: 1);
        var late = Fill(evaluator, Alice);
        _clock.Advance(windows * Window);
        evaluator.Evaluate(CallOf(Bob)).Reservation.Complete(DispatchResult.NotDispatched);
        Fill(evaluator, Alice);

        late.Complete(DispatchResult.NotDispatched);

        Assert.False(evaluator.Evaluate(CallOf(Alice)).IsAllowed);
    }

    [Theory]
    [MemberData(nameof(LimitsAndWindows))]
    public void When_another_counter_has_taken_the_place_of_its_own_it_gives_nothing_back_to_that(string limit, int windows)
    {
        var evaluator = Evaluator(limit, maxCounters: 1);
        var late = Fill(evaluator, Alice);
        _clock.Advance(windows * Window);
        Fill(evaluator, Bob);

        late.Complete(DispatchResult.NotDispatched);

        Assert.False(evaluator.Evaluate(CallOf(Bob)).IsAllowed);
        Assert.Equal(DecisionCodes.CounterCapacity, evaluator.Evaluate(CallOf(Alice)).Code);
    }

    [Theory]
    [MemberData(nameof(Limits))]
    public void After_a_reload_it_is_given_back_to_the_counter_that_carries_on(string limit)
    {
        var evaluator = Evaluator(limit);
        var open = Fill(evaluator, Alice);
        evaluator.Update(SetOf(limit, Max + 1));
        Assert.True(evaluator.Evaluate(CallOf(Alice)).IsAllowed);

        open.Complete(DispatchResult.NotDispatched);

        Assert.Equal([true, false], Enumerable.Range(0, 2).Select(_ => evaluator.Evaluate(CallOf(Alice)).IsAllowed));
    }

    [Theory]
    [MemberData(nameof(Limits))]
    public void After_a_reload_and_a_window_it_is_not_given_back(string limit)
    {
        var evaluator = Evaluator(limit);
        var late = Fill(evaluator, Alice);
        evaluator.Update(SetOf(limit, Max - 1));
        _clock.Advance(Window);
        Assert.Equal(Max - 1, Enumerable.Range(0, Max).Count(_ => evaluator.Evaluate(CallOf(Alice)).IsAllowed));

        late.Complete(DispatchResult.NotDispatched);

        Assert.False(evaluator.Evaluate(CallOf(Alice)).IsAllowed);
    }

    [Theory]
    [MemberData(nameof(Limits))]
    public void After_a_reload_that_started_its_counter_anew_it_is_not_given_back(string limit)
    {
        var evaluator = Evaluator(limit);
        var late = Fill(evaluator, Alice);
        Assert.Equal(["c"], evaluator.Update(SetOf(limit.Replace("64", "128", StringComparison.Ordinal), Max)));
        Fill(evaluator, Alice);

        late.Complete(DispatchResult.NotDispatched);

        Assert.False(evaluator.Evaluate(CallOf(Alice)).IsAllowed);
    }

    /// <summary>Uses the budget up, and returns the first reservation.</summary>
    private static Reservation Fill(PolicyEvaluator evaluator, CallerContext caller)
    {
        var decisions = Enumerable.Range(0, Max).Select(_ => evaluator.Evaluate(CallOf(caller))).ToList();
        Assert.All(decisions, decision => Assert.True(decision.IsAllowed));
        return decisions[0].Reservation;
    }

    private static ToolCall CallOf(CallerContext caller) => new("t", One, caller);

    private static PolicySet SetOf(string limit, int max) =>
        new(WithTools($$"""{ "t": { "limits": [{ "counter": "c", {{limit}}, "max": {{max}} }] } }"""));

    private PolicyEvaluator Evaluator(string limit, int maxCounters = 10) =>
        new(SetOf(limit, Max), new() { MaxLiveCounters = maxCounters }, _clock);
}
