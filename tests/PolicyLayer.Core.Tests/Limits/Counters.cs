using PolicyLayer.Core.Limits;
using PolicyLayer.TestKit;

namespace PolicyLayer.Core.Tests.Limits;

/// <summary>Counters and budgets for tests that look at one of them alone.</summary>
internal static class Counters
{
    private static readonly LimitClock Clock = new(new ManualTimeProvider());

    internal static LimitPlan Plan(BudgetShape shape, bool isCountedOneByOne = true) =>
        new("c", Tool: null, Ordinal: 0, CounterScope.Grant, shape, isCountedOneByOne);

    internal static Budget Budget(LimitPlan limit, long version = 0) => new(limit, version, Clock);

    internal static Counter Open(BudgetShape shape, bool isCountedOneByOne = true)
    {
        var counter = Counter.Create(new GrantCounters("alice"), session: null, Budget(Plan(shape, isCountedOneByOne)));
        counter.Open(default);
        return counter;
    }

    internal static bool TryCharge(this Counter counter, in Moment now, long cost, bool tentative = false) =>
        counter.TryCharge(now, cost, tentative, out _, out _);
}
