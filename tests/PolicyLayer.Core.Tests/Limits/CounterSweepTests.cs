using PolicyLayer.Core.Limits;
using PolicyLayer.TestKit;

namespace PolicyLayer.Core.Tests.Limits;

/// <summary>What a growing table may have brought back after it was freed, and nobody asks for again.</summary>
public sealed class CounterSweepTests
{
    private const int Many = 1_000;

    private static readonly BudgetShape Shape = new(LimitAlgorithm.SlidingWindow, TimeSpan.FromMinutes(1), Max: 2, Burst: 2);

    private static readonly Budget Minute = Counters.Budget(Counters.Plan(Shape) with { Scope = CounterScope.Session });

    private readonly LockFreeTable<ServerCounters> _servers = new();
    private readonly ServerCounters _server;
    private readonly CounterSweep _sweep;

    public CounterSweepTests()
    {
        var clock = new LimitClock(new ManualTimeProvider());
        _server = _servers.GetOrAdd(new("server"));
        _sweep = new(new(maxCounters: Many, maxCountersPerGrant: Many, clock), _servers, clock);
    }

    [Fact]
    public void Counters_that_are_gone_are_taken_out_of_a_home_that_stays()
    {
        var home = GrantWithPlace("alice");
        _server.Grants.GetOrAdd(home);
        for (var i = 0; i < Many; i++)
            Free(AddOpen(home, $"{i}"));
        var kept = AddOpen(home, "kept");
        Assert.True(kept.TryCharge(default, cost: 1));

        GoAround();

        Assert.Equal(0, Enumerable.Range(0, Many).Count(i => home.Find(Minute, $"{i}") is not null));
        Assert.Same(kept, home.Find(Minute, "kept"));
    }

    [Fact]
    public void Homes_that_are_gone_are_taken_out_and_those_in_use_stay()
    {
        var kept = _server.Grants.GetOrAdd(GrantWithPlace("kept"));
        for (var i = 0; i < Many; i++)
        {
            var home = GrantWithPlace($"{i}");
            Assert.True(home.LeavePlace());
            _server.Grants.GetOrAdd(home);
        }

        GoAround();

        Assert.Equal(0, Enumerable.Range(0, Many).Count(i => _server.Grants.Find(new GrantLookup($"{i}")) is not null));
        Assert.Same(kept, _server.Grants.Find(new GrantLookup("kept")));
    }

    [Fact]
    public void Closed_counters_of_a_grant_that_went_while_its_table_was_moving_are_freed()
    {
        // Some of so many sizes leave a table behind that is moved in part.
        var homes = Enumerable.Range(60, 100).Select(size => (Home: GrantWithPlace($"{size}", size), Size: size)).ToList();
        foreach (var (home, size) in homes)
        {
            for (var i = 0; i < size; i++)
                AddOpen(home, $"{i}");
            _server.Grants.GetOrAdd(home);
        }

        GoAround();

        Assert.Equal(0, homes.Sum(one => Enumerable.Range(0, one.Size).Count(i => one.Home.Find(Minute, $"{i}") is not null)));
    }

    private static GrantCounters GrantWithPlace(string grant, int places = 1)
    {
        var home = new GrantCounters(grant);
        for (var place = 0; place < places; place++)
            Assert.True(home.TryTakePlace(Many, out _));
        return home;
    }

    private static Counter AddOpen(GrantCounters home, string session)
    {
        var counter = home.GetOrAdd(Counter.Create(home, session, Minute));
        counter.Open(default);
        return counter;
    }

    // More than once around, even with several places for each counter.
    private void GoAround()
    {
        const int Steps = 20 * Many;
        var now = default(Moment);
        for (var i = 0; i < Steps; i++)
            _sweep.Step(_server, _server, ref now);
    }

    private static void Free(Counter counter)
    {
        Assert.True(counter.TrySealClosed(default, out _));
        counter.Leave();
    }
}
