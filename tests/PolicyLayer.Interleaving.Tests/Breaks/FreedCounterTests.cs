using PolicyLayer.Core.Limits;
using PolicyLayer.Interleaving.Tests.Naive;
using PolicyLayer.TestKit;

namespace PolicyLayer.Interleaving.Tests.Breaks;

/// <summary>A counter of one admission a window that is made or freed while another call uses it.</summary>
public sealed class FreedCounterTests
{
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(64);

    public static TheoryData<string, bool> LimitsAndCallers()
    {
        var data = new TheoryData<string, bool>();
        foreach (string limit in EngineCalls.Limits)
        {
            data.Add(limit, false);
            data.Add(limit, true);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(LimitsAndCallers))]
    public void A_call_that_found_a_counter_before_it_was_freed_is_counted_where_the_next_one_looks(string limit, bool isResolved) =>
        HoldsAgainstNaive(limit, maxCounters: 1, (calls, clock) => ChargedAfterFreeing(calls, clock, isResolved));

    [Theory]
    [MemberData(nameof(LimitsAndCallers))]
    public void A_call_that_looked_before_all_had_room_is_counted_where_the_next_one_looks(string limit, bool isResolved) =>
        HoldsAgainstNaive(limit, maxCounters: 1, (calls, clock) => ChargedAfterFreeing(calls, clock, isResolved, Step.RoomFound));

    [Theory]
    [MemberData(nameof(EngineCalls.Limits), MemberType = typeof(EngineCalls))]
    public void Two_calls_that_miss_the_same_counter_make_one(string limit) =>
        HoldsAgainstNaive(limit, maxCounters: 2, static (calls, _) => MadeTwice(calls, Step.CounterMissing));

    [Theory]
    [MemberData(nameof(EngineCalls.Limits), MemberType = typeof(EngineCalls))]
    public void A_call_that_finds_a_counter_which_its_maker_has_not_opened_yet_stays_counted(string limit) =>
        HoldsAgainstNaive(limit, maxCounters: 2, static (calls, _) => MadeTwice(calls, Step.CounterAdded));

    [Theory]
    [MemberData(nameof(EngineCalls.Limits), MemberType = typeof(EngineCalls))]
    public void A_counter_that_is_charged_after_it_was_found_closed_is_not_freed(string limit) =>
        HoldsAgainstNaive(limit, maxCounters: 2, static (calls, clock) => ChargedWhileFreed(calls, clock, Step.CounterFoundClosed));

    [Theory]
    [MemberData(nameof(EngineCalls.Limits), MemberType = typeof(EngineCalls))]
    public void A_counter_that_is_made_while_another_of_its_key_is_taken_out_stays(string limit) =>
        HoldsAgainstNaive(limit, maxCounters: 2, static (calls, clock) => ChargedWhileFreed(calls, clock, Step.CounterSealed));

    private static void HoldsAgainstNaive(string limit, int maxCounters, Func<ICalls, ManualTimeProvider, int> admittedOver)
    {
        var clock = new ManualTimeProvider();
        Assert.Equal(1, admittedOver(new NaiveTable(clock, Window.Ticks, maxCounters), clock));

        clock = new ManualTimeProvider();
        clock.SetUtcNow(DateTimeOffset.UnixEpoch + 1_000_000 * Window);
        Assert.Equal(0, admittedOver(new EngineCalls(clock, limit: limit, maxCounters: maxCounters), clock));
    }

    private static int ChargedAfterFreeing(ICalls calls, ManualTimeProvider clock, bool isResolved, Step step = Step.CounterFound)
    {
        Assert.True(calls.Call("alice", isResolved: isResolved).IsAllowed);
        clock.Advance(2 * Window);
        var stalled = Stalled<Answer>.At(step, () => calls.Call("alice", isResolved: isResolved));
        var bob = calls.Call("bob");
        Assert.True(bob.IsAllowed);
        bob.GiveBack!();

        Answer[] answers = [calls.Call("alice"), stalled.Finish(), calls.Call("alice", isResolved: isResolved)];

        Assert.Contains(answers, answer => answer.IsAllowed);
        return answers.Count(answer => answer.IsAllowed) - 1;
    }

    private static int MadeTwice(ICalls calls, Step step)
    {
        var stalled = Stalled<Answer>.At(step, () => calls.Call("alice"));
        Assert.True(stalled.IsStalled);

        Answer[] answers = [calls.Call("alice"), stalled.Finish(), calls.Call("alice")];

        return answers.Count(answer => answer.IsAllowed) - 1;
    }

    // Alice's counter is freed, or Bob's; either has closed.
    private static int ChargedWhileFreed(ICalls calls, ManualTimeProvider clock, Step step)
    {
        string[] grants = ["alice", "bob"];
        var grantsWithPlace = grants.Where(grant => calls.Call(grant).IsAllowed).ToList();
        clock.Advance(2 * Window);
        var visitor = Stalled<Answer>.At(step, () => calls.Call("visitor"));
        Assert.True(visitor.IsStalled);

        var before = grantsWithPlace.Select(grant => calls.Call(grant)).ToList();

        // The visitor's own counter makes room in its turn: a grant whose counter is gone could not come back otherwise.
        visitor.Finish().GiveBack?.Invoke();
        var after = grantsWithPlace.Select(grant => calls.Call(grant)).ToList();

        Assert.Contains(before, answer => answer.IsAllowed);
        return before.Zip(after).Max(pair => (pair.First.IsAllowed ? 1 : 0) + (pair.Second.IsAllowed ? 1 : 0)) - 1;
    }
}
