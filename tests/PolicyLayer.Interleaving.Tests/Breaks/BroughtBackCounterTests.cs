using PolicyLayer.Core.Limits;
using PolicyLayer.Core.Tests.Limits;
using PolicyLayer.TestKit;

namespace PolicyLayer.Interleaving.Tests.Breaks;

/// <summary>Counters and homes of counters that are freed while a table moves them.</summary>
public sealed class BroughtBackCounterTests
{
    private static readonly BudgetShape Shape = new(LimitAlgorithm.SlidingWindow, TimeSpan.FromMinutes(1), Max: 2, Burst: 2);

    private static readonly Budget Budget = Counters.Budget(Counters.Plan(Shape) with { Scope = CounterScope.Session });

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

    [Fact]
    public void A_counter_that_was_brought_back_goes_again_though_nobody_asks_for_it() =>
        Assert.NotEqual(0, Enumerable.Range(0, 8).Sum(CountBroughtBack));

    // One stalls while it frees a counter; another, while it moves one after the other, until it comes to the same.
    private int CountBroughtBack(int moves)
    {
        var table = new CounterTable(maxCounters: 1_000, maxCountersPerGrant: 100, new(_clock));
        var sessions = Enumerable.Range(0, 6).Select(session => $"{session}").ToList();
        var home = sessions.ConvertAll(session => Make(table, "alice", session, default))[0];
        var late = new Moment(Budget.Window, UtcTicks: 1);
        var freer = Stalled<Moment>.At(Step.CounterFoundClosed, () =>
        {
            var now = late;
            table.MakeRoom(CallerOf("alice", "0"), ref now);
            return now;
        });
        var mover = Stalled<CounterHome>.At(Step.TableNodeMarked, () => Make(table, "alice", "seventh", late));
        for (var move = 0; move < moves; move++)
            mover.GoOnTo(Step.TableNodeMarked);
        Assert.True(freer.IsStalled && mover.IsStalled);

        freer.Finish();
        mover.GoOnTo(Step.CounterAdded);
        var broughtBack = sessions.Count(session => home.Find(Budget, session) is { Phase: CounterPhase.Gone });
        mover.Finish();
        for (var visitor = 0; visitor < 30; visitor++)
            Make(table, $"visitor-{visitor}", session: null, late);

        Assert.DoesNotContain(sessions, session => home.Find(Budget, session) is { Phase: CounterPhase.Gone });
        return broughtBack;
    }

    private static CounterHome Make(CounterTable table, string grant, string? session, Moment now)
    {
        var caller = CallerOf(grant, session);
        var home = table.TryTakePlace(caller, Budget)!;
        table.Add(caller, Budget, home, now);
        Assert.True(home.Find(Budget, session)!.TryCharge(now, cost: 1));
        table.SweepSome(caller, ref now);
        return home;
    }

    private static Caller CallerOf(string grant, string? session) => new("server", grant, session, [Budget], Known: null);
}
