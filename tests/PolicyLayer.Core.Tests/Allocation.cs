namespace PolicyLayer.Core.Tests;

/// <summary>Measures what an action allocates on its thread.</summary>
internal static class Allocation
{
    /// <summary>The bytes of the cheapest of several runs: the first ones may still pay for compiling the code.</summary>
    internal static long Of(Func<bool> action)
    {
        var least = long.MaxValue;
        for (var run = 0; run < 10 && least > 0; run++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            action();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return least;
    }
}
