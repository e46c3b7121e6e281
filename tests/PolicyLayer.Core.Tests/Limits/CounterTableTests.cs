using PolicyLayer.Core.Limits;
using PolicyLayer.TestKit;

namespace PolicyLayer.Core.Tests.Limits;

public sealed class CounterTableTests
{
    private static readonly CounterKey Key = new("server", "c", CounterScope.Grant, Tool: null, "alice", Session: null);
    private readonly CounterTable _table = new(maxCounters: 10, maxCountersPerGrant: 10, new(new ManualTimeProvider()));

    [Fact]
    public void A_late_call_of_an_older_set_does_not_make_a_counter_start_anew_that_a_newer_set_uses()
    {
        Assert.True(Find(Minute, version: 0).TryAdmit(0, tentative: false));
        Assert.True(Find(Minute, version: 2).TryAdmit(0, tentative: false));

        Find(Hour, version: 1);

        Assert.Equal(0, Find(Minute, version: 2).Read(0).Free);
    }

    [Fact]
    public void An_admission_that_a_reload_finds_tentative_counts_for_good_and_can_be_given_back()
    {
        var counter = Find(Minute, version: 0);
        Assert.True(counter.TryAdmit(0, tentative: false));
        Assert.True(counter.TryAdmit(0, tentative: true));

        var successor = Find(Minute with { Max = 1 }, version: 1);

        Assert.Equal(counter.Window, successor.Read(0).Wait);
        Assert.True(successor.TryRelease(0, tentative: false));
        Assert.True(successor.TryRelease(0, tentative: false));
        Assert.Equal(1, successor.Read(0).Free);
    }

    private static LimitPlan Minute => new("c", Tool: null, Ordinal: 0, CounterScope.Grant, TimeSpan.FromMinutes(1), Max: 2);

    private static LimitPlan Hour => Minute with { Window = TimeSpan.FromHours(1) };

    private SlotCounter Find(LimitPlan limit, long version)
    {
        Assert.True(_table.TryFindOrCreate(Key, limit, version, now: 0, out var counter));
        return counter!;
    }
}
