using System.Globalization;
using System.Runtime.ExceptionServices;

namespace PolicyLayer.Core.Tests.Fuzz;

/// <summary>Tries cases by their seeds, one after the other, and watches that each of them ends.</summary>
internal sealed class FuzzRun
{
    /// <summary>Set to a number to try as many cases as that, with other seeds than those of an ordinary run.</summary>
    private const string CasesVariable = "POLICYLAYER_FUZZ_CASES";

    /// <summary>Set to the seed that a failure tells to try its case alone.</summary>
    private const string SeedVariable = "POLICYLAYER_FUZZ_SEED";

    private const int SeedOfOrdinaryRuns = 20_250;

    // What takes a machine under load a fraction of a second: beyond it, a case does not end.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Action<int> _tryCase;
    private readonly int _first;
    private readonly int _count;
    private int _ended;
    private Exception? _failure;

    private FuzzRun(int first, int count, Action<int> tryCase) => (_first, _count, _tryCase) = (first, count, tryCase);

    /// <summary>
    /// Tries an ordinary number of cases, or those that are asked for. One that fails, or does not end, fails the run with its seed.
    /// </summary>
    /// <returns>Whether so many cases were tried that what they reached tells something.</returns>
    internal static bool ForEach(int ordinary, Action<int> tryCase)
    {
        var (first, count) = Choose(
            ordinary, Environment.GetEnvironmentVariable(SeedVariable), Environment.GetEnvironmentVariable(CasesVariable));
        Try(first, count, tryCase, Patience);
        return count >= ordinary;
    }

    /// <summary>Which seeds to try.</summary>
    internal static (int First, int Count) Choose(int ordinary, string? seed, string? cases)
    {
        if (seed is not null)
            return (int.Parse(seed, CultureInfo.InvariantCulture), 1);
        return cases is not null
            ? (Environment.TickCount, int.Parse(cases, CultureInfo.InvariantCulture))
            : (SeedOfOrdinaryRuns, ordinary);
    }

    /// <summary>Tries the cases of so many seeds. No case may take longer than twice the patience.</summary>
    internal static void Try(int first, int count, Action<int> tryCase, TimeSpan patience)
    {
        var run = new FuzzRun(first, count, tryCase);
        var thread = new Thread(run.TryAll) { IsBackground = true };
        thread.Start();

        var endedBefore = -1;
        while (!thread.Join(patience))
        {
            var ended = Volatile.Read(ref run._ended);
            if (ended == endedBefore)
                Assert.Fail($"The case of seed {run.SeedAt(ended)} does not end.");
            endedBefore = ended;
        }

        if (run._failure is not null)
            ExceptionDispatchInfo.Throw(run._failure);
    }

    private void TryAll()
    {
        for (; _ended < _count; Volatile.Write(ref _ended, _ended + 1))
        {
            try
            {
                _tryCase(SeedAt(_ended));
            }
            catch (Exception exception)
            {
                _failure = new InvalidOperationException($"The case of seed {SeedAt(_ended)} failed.", exception);
                return;
            }
        }
    }

    private int SeedAt(int index) => unchecked(_first + index);
}
