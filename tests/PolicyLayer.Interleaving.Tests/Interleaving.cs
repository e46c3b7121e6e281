namespace PolicyLayer.Core.Limits;

/// <summary>
/// Takes the place of the engine's own: lets a test play other threads between two steps of an algorithm, and counts how often
/// threads have met.
/// </summary>
internal static class Interleaving
{
    [ThreadStatic]
    private static Action<Step>? _meanwhile;

    private static long _exchangesLost;

    /// <summary>How many compare-exchanges were lost to another thread so far, in this process.</summary>
    internal static long ExchangesLost => Interlocked.Read(ref _exchangesLost);

    /// <summary>What others do when the current thread comes to a step.</summary>
    internal static void Meanwhile(Action<Step>? others) => _meanwhile = others;

    internal static void At(Step step)
    {
        if (step == Step.ExchangeLost)
            Interlocked.Increment(ref _exchangesLost);
        _meanwhile?.Invoke(step);
    }
}
