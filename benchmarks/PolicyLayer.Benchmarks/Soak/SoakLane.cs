using System.Text.Json;
using PolicyLayer.Benchmarks.Workloads;
using PolicyLayer.Core;

namespace PolicyLayer.Benchmarks.Soak;

/// <summary>What one thread tries, and what it was admitted. Used by one thread at a time.</summary>
internal sealed class SoakLane(PolicyEvaluator evaluator, CallerContext caller, SoakClock clock, SoakScenario scenario)
{
    /// <summary>How often a lane tries in one slice.</summary>
    internal const int Tries = 50_000;

    private const int GivenBackOneOf = 8;

    private readonly JsonElement[] _argumentsByCost = scenario.ArgumentsByCost();
    private readonly Admission[] _kept = new Admission[Tries];
    private int _count;
    private int _admitted;

    /// <summary>The admissions of the last slice, but for those that were given back.</summary>
    internal ReadOnlySpan<Admission> Kept => _kept.AsSpan(0, _count);

    internal void TryAll()
    {
        _count = 0;
        for (var i = 0; i < Tries; i++)
        {
            var cost = i % scenario.MaxCost + 1;
            var call = new ToolCall(SamplePolicies.GuardedTool, _argumentsByCost[cost - 1], caller);
            var decision = evaluator.Evaluate(call);
            var start = scenario.IsCalendar ? SoakClock.LastUtcTicks : SoakClock.LastTimestamp;
            var end = scenario.IsExact ? start : clock.Now;
            if (decision.Outcome == PolicyOutcome.Allow)
                End(decision.Reservation, new(start, end, cost));
            else if (decision.Outcome != PolicyOutcome.RateLimited)
                throw new InvalidOperationException($"A limit is tried, but the code was {decision.Code} by {decision.Rule}.");
        }
    }

    private void End(Reservation reservation, in Admission admission)
    {
        if (++_admitted % GivenBackOneOf == 0)
        {
            reservation.Complete(DispatchResult.NotDispatched);
            return;
        }

        reservation.Complete(DispatchResult.Succeeded);
        _kept[_count++] = admission;
    }
}
