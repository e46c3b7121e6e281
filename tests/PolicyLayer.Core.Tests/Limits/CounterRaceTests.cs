using PolicyLayer.Core.Limits;
using PolicyLayer.TestKit;

namespace PolicyLayer.Core.Tests.Limits;

public sealed class CounterRaceTests
{
    private const int Max = 50;

    // Nobody looks before charging here, so that only the charge itself stands between the threads and the maximum.
    [Theory]
    [InlineData(LimitAlgorithm.SlidingWindow)]
    [InlineData(LimitAlgorithm.FixedWindow)]
    [InlineData(LimitAlgorithm.TokenBucket)]
    public void Charges_that_nobody_looked_ahead_of_stop_at_the_maximum(LimitAlgorithm algorithm)
    {
        const int Rounds = 1_000;
        var counter = CounterOf(algorithm);
        long kept = 0;

        Race.Run(
            threads: 8,
            number =>
            {
                for (var i = 1; i <= 8; i++)
                {
                    var cost = 1 + (number + i) % 5;
                    if (!counter.TryCharge(default, cost, tentative: true, out var mark, out _))
                        continue;

                    var charge = new Charge { Counter = counter, Cost = cost, Mark = mark };
                    if (i % 3 == 0)
                    {
                        counter.TryRelease(charge, default, tentative: true);
                        continue;
                    }

                    counter.Confirm(charge);
                    Interlocked.Add(ref kept, cost);
                }
            },
            round =>
            {
                Assert.InRange(kept, Max / 2, Max);
                Assert.Equal(Max - kept, counter.Read(default, cost: 1).Remaining);
                Assert.True(counter.Read(default, Max).Wait > CounterReading.ShortestWait, "Something is tentative still.");
                (counter, kept) = (CounterOf(algorithm), 0);
                return round < Rounds;
            });
    }

    private static Counter CounterOf(LimitAlgorithm algorithm) =>
        Counters.Open(new(algorithm, TimeSpan.FromMinutes(1), Max, Max), isCountedOneByOne: false);
}
