using PolicyLayer.Core;

namespace PolicyLayer.Gateway.Eval;

/// <summary>Decides recorded calls one after another, as a host would, and completes what was allowed as recorded.</summary>
internal static class Replay
{
    internal static void Run(Policy policy, LineReader lines, IDecisionWriter writer)
    {
        // Calls before the first one with a time happen at that time, so that they wait until it is known.
        var waiting = new List<RecordedCall>();
        DateTimeOffset? start = null;
        while (start is null && TryReadCall(lines) is { } call)
        {
            waiting.Add(call);
            start = call.At;
        }

        var clock = start is { } first ? new VirtualClock(first) : null;
        var evaluator = new PolicyEvaluator(new PolicySet(policy), timeProvider: clock ?? TimeProvider.System);
        foreach (var call in waiting)
            Decide(evaluator, clock, call, writer);
        waiting.Clear();

        while (TryReadCall(lines) is { } call)
            Decide(evaluator, clock, call, writer);
        writer.End();
    }

    private static RecordedCall? TryReadCall(LineReader lines) =>
        lines.TryRead(out var line) ? RecordedCallParser.Parse(line) : null;

    private static void Decide(PolicyEvaluator evaluator, VirtualClock? clock, RecordedCall call, IDecisionWriter writer)
    {
        if (call.At is { } time)
            clock?.MoveTo(time);
        var decision = evaluator.Evaluate(call.Call);
        writer.Write(call, decision);
        if (decision.IsAllowed && call.Result is { } result)
            decision.Reservation.Complete(result);
    }
}
