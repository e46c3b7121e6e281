using PolicyLayer.Core.Limits;
using PolicyLayer.Core.Tests.Limits;

namespace PolicyLayer.Interleaving.Tests;

/// <summary>A counter of the engine.</summary>
internal sealed class EngineLimiter(Counter counter) : ILimiter
{
    internal EngineLimiter(LimitAlgorithm algorithm, TimeSpan window, long max, bool isCountedOneByOne = false)
        : this(Counters.Open(new(algorithm, window, max, max), isCountedOneByOne))
    {
    }

    public bool HasRoom(long now, long cost) => counter.HasRoom(At(now), cost);

    public bool TryCharge(long now, long cost, out long mark) =>
        counter.TryCharge(At(now), cost, tentative: false, out mark, out _);

    public void Release(long time, long cost, long mark, long now) =>
        counter.TryRelease(new() { Counter = counter, Cost = cost, Time = time, Mark = mark }, At(now), tentative: false);

    private static Moment At(long ticks) => new(ticks, UtcTicks: ticks);
}
