using PolicyLayer.Benchmarks.Soak;

namespace PolicyLayer.Benchmarks.Short;

/// <summary>The cases that no benchmark answers, since what they tell is not how long an operation takes.</summary>
internal static class CountedCases
{
    private const long Tries = 4_000_000;

    internal static IEnumerable<CaseResult> Of(string row)
    {
        if (row == "v")
            yield return OverAdmissions(row);
        if (row == "vi")
            yield return IdleTime(row);
    }

    // The count stands in the place of nanoseconds.
    private static CaseResult OverAdmissions(string row)
    {
        var violations = SoakTrial.Run(SoakScenario.Slots(), Tries).Violations;
        var counted = new CaseResult(row, $"over-admissions in {Tries:N0} tries (count)", new(violations, violations, 0));
        return counted.Judge(new(maxNanoseconds: 0));
    }

    // What the runtime does by itself, a thousandth of a core, is not the engine's.
    private static CaseResult IdleTime(string row)
    {
        var million = new CounterMemoryBenchmarks();
        million.SlidingWindow();
        var idle = IdleCpu.NanosecondsPerSecond();
        million.Forget();
        million.SlidingLimiters();
        var peerIdle = IdleCpu.NanosecondsPerSecond();
        million.Forget();

        return new CaseResult(row, "idle CPU at 1,000,000 counters (ns per second)", new(idle, idle, 0))
            .Beside("PartitionedRateLimiter, sliding window", new(peerIdle, peerIdle, 0))
            .Judge(new(maxNanoseconds: 1_000_000));
    }
}
