using PolicyLayer.Core.Limits;
using PolicyLayer.TestKit;

namespace PolicyLayer.Interleaving.Tests.Histories;

/// <summary>Rounds of real threads that go on until the threads were seen to meet.</summary>
internal static class Meetings
{
    private const int Enough = 100;
    private const int MinRounds = 1_000;
    private const int MaxRounds = 20_000;

    /// <summary>Runs <paramref name="body"/> on each thread, round after round, until enough compare-exchanges were lost.</summary>
    /// <param name="threads">How many threads.</param>
    /// <param name="body">What each thread does in a round; gets its own number.</param>
    /// <param name="check">Looks at what came of a round, alone.</param>
    internal static void Run(int threads, Action<int> body, Action check)
    {
        var before = Core.Limits.Interleaving.ExchangesLost;
        long Lost() => Core.Limits.Interleaving.ExchangesLost - before;

        Race.Run(
            threads,
            number =>
            {
                Core.Limits.Interleaving.Meanwhile(LetOthersIn);
                body(number);
            },
            round =>
            {
                check();
                Assert.True(round < MaxRounds, $"The threads never met: {Lost()} compare-exchanges were lost in {MaxRounds} rounds.");
                return round < MinRounds || Lost() < Enough;
            });
    }

    // Now and then somebody stands still where it hurts, for an instant or until others had the core.
    private static void LetOthersIn(Step step)
    {
        if (step == Step.ExchangeLost)
            return;

        var chance = Random.Shared.Next(64);
        if (chance == 0)
            Thread.Yield();
        else if (chance < 4)
            Thread.SpinWait(chance * 20);
    }
}
