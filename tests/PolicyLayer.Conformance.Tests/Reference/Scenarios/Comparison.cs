using PolicyLayer.Conformance.Tests.Reference.Counting;
using PolicyLayer.Conformance.Tests.Reference.Reading;

namespace PolicyLayer.Conformance.Tests.Reference.Scenarios;

/// <summary>
/// Holds a decision of the engine to what the reference says. Where the format leaves the engine a choice, the reference goes on
/// from the one it made.
/// </summary>
/// <param name="answer">What the reference says.</param>
/// <param name="tool">The tool that was called.</param>
/// <param name="now">When.</param>
/// <param name="isPreview">Whether nothing may be charged.</param>
internal sealed class Comparison(Answer answer, string tool, Instant now, bool isPreview)
{
    private static readonly ExpectedDecision AllowedByShadow = new("allow", "allowed", "", "", Limits: [], Asks: []);

    /// <summary>What the call has charged.</summary>
    internal IReadOnlyList<CounterUse> Charged { get; private set; } = [];

    /// <summary>What is different, for people; <see langword="null"/> if nothing is.</summary>
    internal string? FindDifference(ExpectedDecision actual)
    {
        if (answer.IsShadow != actual.Shadow is not null)
            return $"{(answer.IsShadow ? "no shadow decision" : "a shadow decision")} in {actual}";
        if (!answer.IsShadow)
            return Judge(actual, actual.Asks!);

        return AllowedByShadow.Matches(actual with { Shadow = null })
            ? Judge(actual.Shadow!, asks: null)
            : $"shadow mode does not simply allow, but {actual}";
    }

    private string? Judge(ExpectedDecision actual, IReadOnlyList<string>? asks) => answer.Verdict is { } verdict
        ? Verify(actual, verdict, asks) ?? (actual.Limits!.Count > 0 ? $"no limit was asked, but got {actual}" : null)
        : JudgeLimits(actual, asks);

    private string? JudgeLimits(ExpectedDecision actual, IReadOnlyList<string>? asks)
    {
        var readings = answer.Uses.Select(use => use.Read(now)).ToList();
        var admitted = answer.Claim is { Fault: not null } ? Verdict.NotApproved : Verdict.Allowed;
        var refusing = actual.Code == admitted.Code
            ? answer.Uses.Count
            : answer.Uses.Select(static use => use.Limit.Pointer).ToList().IndexOf(actual.Rule);
        var isSpent = actual.Code == "cost_exceeds_limit";
        if (refusing < 0 || !IsRight(readings, refusing, isSpent))
            return $"expected {admitted.Code}, or {Describe(readings)}, but got {actual}";

        var verdict = refusing == answer.Uses.Count ? admitted
            : isSpent ? Verdict.Spent(answer.Uses[refusing].Limit)
            : Verdict.RateLimited(answer.Uses[refusing].Limit);
        return Verify(actual, verdict, asks)
            ?? (actual.RetryAfterMs is null ? null : VerifyWait(actual, readings, refusing))
            ?? (verdict == Verdict.NotApproved ? VerifyUndone(actual) : VerifyUsage(actual));
    }

    // The limits were charged before the approval was looked at, and have it back.
    private string? VerifyUndone(ExpectedDecision actual)
    {
        foreach (var use in answer.Uses)
        {
            use.Charge(now);
            use.Undo(now);
        }

        return actual.Limits!.Count > 0 ? $"no limit has a say, but got {actual}" : null;
    }

    // One that refuses for good is told before all that refuse for a time.
    private static bool IsRight(List<CounterReading> readings, int refusing, bool isSpent)
    {
        var before = readings.Take(refusing);
        var refuses = readings.Skip(refusing).Take(1);
        return isSpent
            ? !before.Any(static reading => reading.IsSpent) && refuses.All(static reading => reading.MayBeSpent)
            : !readings.Any(static reading => reading.IsSpent)
                && before.All(static reading => reading.MayAdmit) && refuses.All(static reading => !reading.MustAdmit);
    }

    private string? Verify(ExpectedDecision actual, Verdict verdict, IReadOnlyList<string>? asks)
    {
        var isRateLimited = verdict.Outcome == "rate_limited";
        if ((actual.Outcome, actual.Code, actual.Rule) != (verdict.Outcome, verdict.Code, verdict.Rule)
            || actual.RetryAfterMs is not null != isRateLimited)
        {
            return $"expected {verdict.Outcome}, {verdict.Code}, \"{verdict.Rule}\", but got {actual}";
        }

        var message = verdict.MessageFor(tool, actual.RetryAfterMs?.From);
        if (actual.Message != message)
            return $"expected the message \"{message}\", but got {actual}";
        return asks is null || asks.SequenceEqual(verdict.Asks)
            ? null
            : $"expected to be asked by {string.Join(", ", verdict.Asks)}, but got {actual}";
    }

    // The longest wait of all that refuse: of those that may, and at least of the one that did.
    private static string? VerifyWait(ExpectedDecision actual, List<CounterReading> readings, int refusing)
    {
        var mustRefuse = readings.Where((reading, index) => !reading.MayAdmit || index == refusing);
        var expected = new Bounds(
            mustRefuse.Max(static reading => Math.Max(1, reading.Wait.Low)), readings.Max(static reading => reading.Wait.High));
        return expected.ToMilliseconds().Hold(actual.RetryAfterMs!.Value.From)
            ? null
            : $"expected a retry-after of {expected.ToMilliseconds()} ms, but got {actual}";
    }

    private string? VerifyUsage(ExpectedDecision actual)
    {
        if (!isPreview)
        {
            foreach (var use in answer.Uses)
                use.Counter.See(now);
        }

        if (actual.Outcome == "allow" && !isPreview)
        {
            Charged = answer.Uses;
            foreach (var use in Charged)
                use.Charge(now);
            answer.Claim?.Ticket?.Spend();
        }

        var readings = answer.Uses.Select(use => use.Read(now)).ToList();
        var isRight = actual.Limits!.Count == readings.Count && answer.Uses.Zip(readings, actual.Limits).All(static one =>
            one.Third.Counter == one.First.Limit.Counter
            && one.Second.Remaining.Hold(one.Third.Remaining)
            && one.Second.Reset.ToMilliseconds().Hold(one.Third.ResetMs.From));
        return isRight ? null : $"expected {Describe(readings)}, but got {actual}";
    }

    private string Describe(List<CounterReading> readings) => string.Join("; ", answer.Uses.Zip(readings, static (use, reading) =>
        $"{use.Limit.Pointer} to have {reading.Remaining} left and reset in {reading.Reset.ToMilliseconds()} ms"
        + (reading.MustAdmit ? "" : $", and {(reading.MayAdmit ? "perhaps " : "")}wait {reading.Wait.ToMilliseconds()} ms")));
}
