using System.Diagnostics;

namespace PolicyLayer.Benchmarks.Short;

/// <summary>What this process does while nobody asks it for anything.</summary>
internal static class IdleCpu
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    internal static double NanosecondsPerSecond()
    {
        // Otherwise the garbage of those who came before would be collected in the pause.
        GC.Collect();
        var start = Stopwatch.GetTimestamp();
        var used = Environment.CpuUsage.TotalTime;

        // The pause is what is measured: nothing of this process should want the processor during it.
        Thread.Sleep(Pause);
        return (Environment.CpuUsage.TotalTime - used).TotalNanoseconds / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }
}
