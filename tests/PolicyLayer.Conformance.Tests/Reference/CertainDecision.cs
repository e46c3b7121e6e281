using PolicyLayer.Conformance.Tests.Reference.Counting;
using PolicyLayer.Conformance.Tests.Reference.Reading;

namespace PolicyLayer.Conformance.Tests.Reference;

/// <summary>The decision of the reference by itself, where the format leaves no choice but that of a time.</summary>
internal static class CertainDecision
{
    /// <summary>The decision; what it allows is charged.</summary>
    internal static ExpectedDecision Of(Answer answer, string tool, Instant now)
    {
        var readings = answer.Uses.Select(use => use.Read(now)).ToList();
        var refusing = readings.FindIndex(static reading => !reading.MustAdmit);
        var spent = readings.FindIndex(static reading => reading.IsSpent);
        var verdict = answer.Verdict
            ?? (refusing < 0 ? Verdict.Allowed
                : spent < 0 ? Verdict.RateLimited(answer.Uses[refusing].Limit)
                : Verdict.Spent(answer.Uses[spent].Limit));
        foreach (var use in answer.Uses)
            use.Counter.See(now);
        if (refusing < 0)
        {
            foreach (var use in answer.Uses)
                use.Charge(now);
        }

        var wait = verdict.Outcome != "rate_limited" ? (Milliseconds?)null : InMilliseconds(
            new(readings.Max(static reading => reading.Wait.Low), readings.Max(static reading => reading.Wait.High)));
        var judged = new ExpectedDecision(
            verdict.Outcome,
            verdict.Code,
            verdict.Rule,
            verdict.MessageFor(tool, wait?.To),
            wait,
            [.. answer.Uses.Select(use => UsageOf(use, now))],
            verdict.Asks);
        return answer.IsShadow ? new("allow", "allowed", "", "", Limits: [], Asks: [], Shadow: judged) : judged;
    }

    private static ExpectedUsage UsageOf(CounterUse use, Instant now)
    {
        var reading = use.Read(now);
        return new(use.Limit.Counter, reading.Remaining.Low, InMilliseconds(reading.Reset));
    }

    private static Milliseconds InMilliseconds(Bounds ticks)
    {
        var bounds = ticks.ToMilliseconds();
        return new(bounds.Low, bounds.High);
    }
}
