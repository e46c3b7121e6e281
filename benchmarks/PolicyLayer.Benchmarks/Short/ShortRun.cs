using System.Diagnostics;
using System.Globalization;

namespace PolicyLayer.Benchmarks.Short;

/// <summary>Measures every case of every row in about a minute, prints a table and writes it down.</summary>
internal static class ShortRun
{
    private static readonly string[] Rows = ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi"];

    internal static int Execute()
    {
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        var start = Stopwatch.GetTimestamp();
        var results = new List<CaseResult>();
        ResultTable.PrintHead();
        foreach (var benchmarks in BenchmarkClass.All().OrderBy(static benchmarks => Array.IndexOf(Rows, benchmarks.Row)))
        {
            foreach (var result in new RowRun(benchmarks).Measure().Concat(CountedCases.Of(benchmarks.Row)))
            {
                ResultTable.Print(result);
                results.Add(result);
            }
        }

        var path = ResultFile.Write(results);
        Console.WriteLine();
        Console.WriteLine($"{results.Count} cases in {Stopwatch.GetElapsedTime(start).TotalSeconds:N0} s, written to {path}");
        return 0;
    }
}
