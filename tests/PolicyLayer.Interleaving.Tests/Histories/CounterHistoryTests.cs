using PolicyLayer.Core.Limits;
using PolicyLayer.Core.Tests.Limits;

namespace PolicyLayer.Interleaving.Tests.Histories;

/// <summary>
/// One counter, whose callers look at the clock and stall, charge, confirm and give back while time passes. A counter says where it
/// booked what, so that its whole history can be held to the definition.
/// </summary>
[Collection(nameof(HistoryTests))]
public sealed class CounterHistoryTests
{
    private const int Threads = 6;
    private const int Max = 40;
    private const long Window = TimeSpan.TicksPerSecond;

    private readonly HistoryClock _clock = new();
    private readonly List<Kept>[] _kept = [.. Enumerable.Range(0, Threads).Select(static _ => new List<Kept>())];
    private long _admitted;

    [Fact]
    public void Slots() => Run(
        LimitAlgorithm.SlidingWindow, maxCost: 1, static history => Definition.HoldsOneByOne(history, Max, Window));

    [Fact]
    public void Segments() => Run(
        LimitAlgorithm.SlidingWindow, maxCost: 9, static history => Definition.HoldsInSegments(history, Max, Window / 64));

    [Fact]
    public void Fixed_windows() => Run(
        LimitAlgorithm.FixedWindow, maxCost: 9, static history => Definition.HoldsInCalendar(history, Max, Window));

    [Fact]
    public void Buckets() => Run(
        LimitAlgorithm.TokenBucket, maxCost: 9, static history => Definition.HoldsInBucket(history, Max, Max, Window));

    private void Run(LimitAlgorithm algorithm, int maxCost, Func<IEnumerable<Kept>, bool> holds)
    {
        var counter = Counters.Open(new(algorithm, TimeSpan.FromTicks(Window), Max, Max), isCountedOneByOne: maxCost == 1);
        var rounds = 0;

        Meetings.Run(
            Threads,
            number =>
            {
                var pending = new List<Pending>();
                for (var i = 0; i < 60; i++)
                {
                    Charge(counter, Random.Shared.Next(1, maxCost + 1), pending);
                    _clock.MaybeAdvance(Window);
                    if (pending.Count > Random.Shared.Next(4))
                        End(pending, _kept[number]);
                }

                while (pending.Count > 0)
                    End(pending, _kept[number]);
            },
            () =>
            {
                Assert.True(holds(_kept.SelectMany(static kept => kept)), "More was admitted than the definition allows.");
                _admitted += _kept.Sum(static kept => kept.Sum(static one => one.Cost));
                Array.ForEach(_kept, static kept => kept.Clear());
                rounds++;
                _clock.Advance(3 * Window);
                Assert.Equal(new(Max, Wait: 0, Reset: 0), counter.Read(Moment(), Max));
            });

        Assert.True(_admitted > rounds * Max, "Too little was admitted to be over anywhere.");
    }

    private void Charge(Counter counter, long cost, List<Pending> pending)
    {
        var now = Moment();
        _clock.MaybeAdvance(Window);
        var isTentative = Random.Shared.Next(2) == 0;
        if (counter.TryCharge(now, cost, isTentative, out var mark, out _))
            pending.Add(new(
                new() { Counter = counter, Cost = cost, Time = now.Ticks, Mark = mark }, now, _clock.Now, isTentative));
    }

    // Any that is open, so that some end when others have had what is free again since. A roll-back has no other clock than that
    // of its call.
    private void End(List<Pending> pending, List<Kept> kept)
    {
        var index = Random.Shared.Next(pending.Count);
        var (charge, at, end, isTentative) = pending[index];
        pending.RemoveAt(index);
        if (Random.Shared.Next(3) == 0)
        {
            charge.Counter!.TryRelease(charge, isTentative ? at : Moment(), isTentative);
            return;
        }

        if (isTentative)
            charge.Counter!.Confirm(charge);
        kept.Add(new(at.Ticks, end, charge.Cost, charge.Mark));
    }

    private Moment Moment()
    {
        var now = _clock.GetTimestamp();
        return new(now, now);
    }
}
