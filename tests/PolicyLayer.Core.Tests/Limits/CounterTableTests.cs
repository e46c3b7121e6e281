using PolicyLayer.Core.Limits;
using PolicyLayer.TestKit;

namespace PolicyLayer.Core.Tests.Limits;

public sealed class CounterTableTests
{
    private readonly CounterTable _table = new(maxCounters: 10_000, maxCountersPerGrant: 10_000, new(new ManualTimeProvider()));

    [Fact]
    public void A_late_call_of_an_older_set_does_not_make_a_counter_start_anew_that_a_newer_set_uses()
    {
        Assert.True(TryCharge(Find(Minute, version: 0), tentative: false));
        Assert.True(TryCharge(Find(Minute, version: 2), tentative: false));

        Find(Hour, version: 1);

        Assert.Equal(0, Find(Minute, version: 2).Read(default, cost: 1).Remaining);
    }

    [Fact]
    public void An_admission_that_a_reload_finds_tentative_counts_for_good_and_can_be_given_back()
    {
        var counter = Find(Minute, version: 0);
        Assert.True(TryCharge(counter, tentative: false));
        Assert.True(TryCharge(counter, tentative: true));

        var successor = Find(Minute with { Shape = Minute.Shape with { Max = 1, Burst = 1 } }, version: 1);

        Assert.Equal(60_000, successor.Read(default, cost: 1).Wait);
        var charge = new Charge { Counter = counter, Cost = 1, Mark = Charge.ByTime(place: 0) };
        Assert.True(successor.TryRelease(charge, default, tentative: false));
        Assert.True(successor.TryRelease(charge, default, tentative: false));
        Assert.Equal(1, successor.Read(default, cost: 1).Remaining);
    }

    [Fact]
    public void Closed_counters_of_a_grant_that_has_gone_are_freed_by_those_who_come_after()
    {
        const int Sessions = 100;
        const int Grants = 3_000;
        var budget = Counters.Budget(Minute with { Scope = CounterScope.Session });
        var sessions = Enumerable.Range(0, Sessions).Select(i => new Caller("server", "gone", $"{i}", [budget], Known: null)).ToList();
        CounterHome? home = null;
        foreach (var session in sessions)
            home = Make(session, default);

        for (var i = 0; i < Grants; i++)
            Make(new("server", $"{i}", Session: null, [budget], Known: null), At(TimeSpan.FromMinutes(2)));

        // While its table grows, a walk may miss the grant each time around: where it is then, its hash says, differently on each run.
        var now = At(TimeSpan.FromMinutes(2));
        for (var i = 0; i < 4 * Grants; i++)
            _table.SweepSome(new("server", "0", Session: null, [budget], Known: null), ref now);

        Assert.Equal(0, sessions.Count(session => home!.Find(budget, session.Session) is not null));
    }

    private static LimitPlan Minute => Counters.Plan(new(LimitAlgorithm.SlidingWindow, TimeSpan.FromMinutes(1), Max: 2, Burst: 2));

    private static LimitPlan Hour => Minute with { Shape = Minute.Shape with { Window = TimeSpan.FromHours(1) } };

    private static bool TryCharge(Counter counter, bool tentative) => counter.TryCharge(default, cost: 1, tentative);

    private static Moment At(TimeSpan time) => new(time.Ticks, UtcTicks: time.Ticks);

    private CounterHome Make(Caller caller, Moment now)
    {
        var budget = caller.Budgets[0];
        var home = _table.TryTakePlace(caller, budget)!;
        _table.Add(caller, budget, home, now);
        Assert.True(home.Find(budget, caller.Session)!.TryCharge(now, cost: 1));
        _table.SweepSome(caller, ref now);
        return home;
    }

    private Counter Find(LimitPlan limit, long version)
    {
        var now = default(Moment);
        var budget = Counters.Budget(limit, version);
        var caller = new Caller("server", "alice", Session: null, [budget], Known: null);
        Assert.True(_table.TryFind(caller, budget, ref now, out var counter));
        if (counter is not null)
            return counter;

        _table.Add(caller, budget, _table.TryTakePlace(caller, budget)!, now);
        return Find(limit, version);
    }
}
