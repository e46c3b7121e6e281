using System.Diagnostics;

namespace PolicyLayer.Benchmarks.Short;

/// <summary>Measures an operation once, by what it leaves alive.</summary>
internal static class LiveTimer
{
    internal static Measurement Measure(Action operation, int operationsPerInvoke)
    {
        var before = LiveBytes();
        var start = Stopwatch.GetTimestamp();
        operation();
        var nanoseconds = Stopwatch.GetElapsedTime(start).TotalNanoseconds / operationsPerInvoke;
        var bytes = (double)(LiveBytes() - before) / operationsPerInvoke;
        return new(nanoseconds, nanoseconds, bytes);
    }

    private static long LiveBytes()
    {
        GC.Collect();
        return GC.GetTotalMemory(forceFullCollection: false);
    }
}
