using System.Globalization;
using System.Reflection;

namespace PolicyLayer.Benchmarks.Short;

/// <summary>
/// Measures each case of a row beside its peer, in turns of microseconds, and tells the best turn of both: for differences of a
/// nanosecond, on machines where nothing runs undisturbed for as long as a round takes.
/// </summary>
internal static class PairRun
{
    private const int Turns = 15_000;
    private const int Invocations = 300;

    internal static int Execute(string row)
    {
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        foreach (var benchmarks in BenchmarkClass.All().Where(benchmarks => benchmarks.Row == row))
        {
            foreach (var benchmark in benchmarks.Benchmarks.Where(static benchmark => benchmark.IsDefined(typeof(PeerAttribute))))
                Measure(benchmarks, benchmark);
        }

        return 0;
    }

    private static void Measure(BenchmarkClass benchmarks, MethodInfo benchmark)
    {
        var name = benchmark.GetCustomAttribute<PeerAttribute>()!.Method;
        var peer = benchmarks.Benchmarks.Single(other => other.Name == name);
        foreach (var parameter in benchmarks.Parameters)
        {
            using var ours = benchmarks.Prepare(benchmark, parameter);
            using var theirs = benchmarks.Prepare(peer, parameter);
            foreach (var one in (PreparedBenchmark[])[ours, theirs])
                new SteadyTimer(one.Operation, one.OperationsPerInvoke).WarmUp();

            var (best, bestOfPeer) = (double.PositiveInfinity, double.PositiveInfinity);
            for (var turn = 0; turn < Turns; turn++)
            {
                best = Math.Min(best, NanosecondsOf(ours));
                bestOfPeer = Math.Min(bestOfPeer, NanosecondsOf(theirs));
            }

            Console.WriteLine(
                $"{benchmarks.NameOf(benchmark, parameter)}: {best:N1} ns; {benchmarks.NameOf(peer, parameter)}: {bestOfPeer:N1} ns");
        }
    }

    private static double NanosecondsOf(PreparedBenchmark benchmark) =>
        SteadyTimer.Time(benchmark.Operation, Invocations).TotalNanoseconds / Invocations / benchmark.OperationsPerInvoke;
}
