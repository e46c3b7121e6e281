using System.Diagnostics;
using System.Runtime;
using System.Runtime.CompilerServices;

namespace PolicyLayer.Benchmarks.Short;

/// <summary>Measures an operation, round by round, once the runtime has done what it can for it.</summary>
/// <remarks>
/// The time includes the call of a delegate, 1 to 2 ns, for the engine and its peers alike. The bytes are those of all threads.
/// </remarks>
internal sealed class SteadyTimer(Action operation, int operationsPerInvoke)
{
    private static readonly TimeSpan Round = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan MinWarmUp = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan MaxWarmUp = TimeSpan.FromSeconds(3);

    // Longer than the runtime waits, after the last method it met, before it compiles the busy ones again.
    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(150);

    private readonly List<double> _nanoseconds = [];
    private readonly List<double> _bytes = [];
    private int _invocations = 1;

    internal Measurement Result => Measurement.Of(_nanoseconds, _bytes);

    /// <summary>Runs until nothing has been compiled for a while, and finds out how many invocations fill a round.</summary>
    internal void WarmUp()
    {
        var start = Stopwatch.GetTimestamp();
        var compiled = JitInfo.GetCompiledMethodCount();
        var lastCompiled = start;
        while (true)
        {
            var elapsed = Time(operation, _invocations);
            _invocations = elapsed < Round / 2 ? _invocations * 2 : (int)Math.Ceiling(_invocations * (Round / elapsed));
            if (JitInfo.GetCompiledMethodCount() is var count && count != compiled)
                (compiled, lastCompiled) = (count, Stopwatch.GetTimestamp());

            var spent = Stopwatch.GetElapsedTime(start);
            if (spent >= MaxWarmUp || (spent >= MinWarmUp && Stopwatch.GetElapsedTime(lastCompiled) >= Quiet))
                return;
        }
    }

    internal void MeasureRound()
    {
        // Once more beforehand: whose turn it was may have used up what is kept for whoever comes next.
        operation();
        var allocated = GC.GetTotalAllocatedBytes(precise: true);
        var elapsed = Time(operation, _invocations);
        allocated = GC.GetTotalAllocatedBytes(precise: true) - allocated;

        var operations = (double)_invocations * operationsPerInvoke;
        _nanoseconds.Add(elapsed.TotalNanoseconds / operations);
        _bytes.Add(allocated / operations);
    }

    /// <summary>How long so many invocations take.</summary>
    /// <remarks>
    /// Compiled once and for all, and without a profile: otherwise the delegate seen first would be inlined here, and all later
    /// ones be measured at a disadvantage.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static TimeSpan Time(Action operation, int invocations)
    {
        var start = Stopwatch.GetTimestamp();
        for (var i = 0; i < invocations; i++)
            operation();
        return Stopwatch.GetElapsedTime(start);
    }
}
