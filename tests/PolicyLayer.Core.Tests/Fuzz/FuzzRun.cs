using System.Globalization;

namespace PolicyLayer.Core.Tests.Fuzz;

/// <summary>How many cases are tried, and by which seeds.</summary>
internal static class FuzzRun
{
    /// <summary>Set to a number to try as many cases as that, with other seeds than those of an ordinary run.</summary>
    private const string CasesVariable = "POLICYLAYER_FUZZ_CASES";

    private const int SeedOfOrdinaryRuns = 20_250;

    /// <summary>Tries an ordinary number of cases, or as many as are asked for. A failure tells the seed of its case.</summary>
    internal static void ForEach(int ordinary, Action<int> tryCase)
    {
        var asked = Environment.GetEnvironmentVariable(CasesVariable);
        var (first, count) = asked is null
            ? (SeedOfOrdinaryRuns, ordinary)
            : (Environment.TickCount, int.Parse(asked, CultureInfo.InvariantCulture));
        for (var i = 0; i < count; i++)
        {
            var seed = unchecked(first + i);
            try
            {
                tryCase(seed);
            }
            catch (Exception exception)
            {
                throw new InvalidOperationException($"The case of seed {seed} failed.", exception);
            }
        }
    }
}
