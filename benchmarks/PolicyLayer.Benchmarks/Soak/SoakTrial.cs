using System.Diagnostics;
using PolicyLayer.Benchmarks.Workloads;
using PolicyLayer.Core;

namespace PolicyLayer.Benchmarks.Soak;

/// <summary>Tries one limit from several threads, slice by slice, and audits after each what they were admitted.</summary>
internal static class SoakTrial
{
    // How much is tried for each admission that the limit has room for: from windows that just stay open to nearly always full.
    private static readonly double[] Loads = [0.8, 1, 1.2, 2, 8];

    // One more than there are cores, so that some thread is always stopped somewhere in a decision.
    private static readonly int Threads = Math.Max(2, Environment.ProcessorCount) + 1;

    internal static SoakReport Run(SoakScenario scenario, long tries)
    {
        var clock = new SoakClock();
        var evaluator = new PolicyEvaluator(SamplePolicies.WithLimits(scenario.Limit), timeProvider: clock);
        using var crew = new Crew(Threads);
        SoakLane[] lanes =
            [.. Enumerable.Range(0, Threads).Select(index => new SoakLane(evaluator, CallerOf(index), clock, scenario))];
        var report = default(SoakReport);
        var triesPerSecond = 1_000_000.0;

        // From slice to slice the clock goes on at another speed: each load comes about, however fast the engine is.
        for (var slice = 0; report.Tries < tries; slice++)
        {
            clock.SetSecond(TimeSpan.FromSeconds(Loads[slice % Loads.Length] * scenario.AdmissionsPerSecond / triesPerSecond));
            var start = Stopwatch.GetTimestamp();
            crew.Run(index => lanes[index].TryAll());
            var elapsed = Stopwatch.GetElapsedTime(start);
            triesPerSecond = (long)Threads * SoakLane.Tries / elapsed.TotalSeconds;

            Admission[] kept = [.. lanes.SelectMany(static lane => lane.Kept.ToArray())];
            report = new(
                report.Tries + (long)Threads * SoakLane.Tries,
                report.Kept + kept.Length,
                report.Violations + CountViolations(scenario, kept),
                report.Trying + elapsed);
        }

        return report;

        // Both ways to the counter.
        CallerContext CallerOf(int index) => index % 2 == 0 ? Callers.One : evaluator.Resolve(Callers.One);
    }

    private static long CountViolations(SoakScenario scenario, Admission[] kept)
    {
        Array.Sort(kept, static (one, other) => one.End.CompareTo(other.End));
        var violations = 0L;
        foreach (var admission in kept)
        {
            foreach (var audit in scenario.Audits)
                violations += audit.IsViolatedBy(admission) ? 1 : 0;
        }

        return violations;
    }
}
