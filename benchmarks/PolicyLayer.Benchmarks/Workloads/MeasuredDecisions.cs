using System.Diagnostics.CodeAnalysis;
using PolicyLayer.Core;

namespace PolicyLayer.Benchmarks.Workloads;

/// <summary>
/// What is measured: a decision of which the outcome is read, as every host does. Each is held to the outcome that its case
/// names, so that no number can come from another path.
/// </summary>
internal static class MeasuredDecisions
{
    internal static void Allow(this PolicyEvaluator evaluator, in ToolCall call) =>
        Expect(PolicyOutcome.Allow, evaluator.Evaluate(call));

    internal static void Deny(this PolicyEvaluator evaluator, in ToolCall call) =>
        Expect(PolicyOutcome.Deny, evaluator.Evaluate(call));

    internal static void Refuse(this PolicyEvaluator evaluator, in ToolCall call) =>
        Expect(PolicyOutcome.RateLimited, evaluator.Evaluate(call));

    /// <summary>Allows the call and completes it: a host does both, and only what was completed is used again.</summary>
    internal static void Admit(this PolicyEvaluator evaluator, in ToolCall call)
    {
        var decision = evaluator.Evaluate(call);
        Expect(PolicyOutcome.Allow, decision);
        decision.Reservation.Complete(DispatchResult.Succeeded);
    }

    /// <summary>As <see cref="Admit"/>, but a limit that another thread charges may refuse the call.</summary>
    internal static bool TryAdmit(this PolicyEvaluator evaluator, in ToolCall call)
    {
        var decision = evaluator.Evaluate(call);
        if (decision.Outcome == PolicyOutcome.RateLimited)
            return false;

        Expect(PolicyOutcome.Allow, decision);
        decision.Reservation.Complete(DispatchResult.Succeeded);
        return true;
    }

    /// <summary>Holds what a peer answered to what it was asked for.</summary>
    internal static void Expect(bool expected, bool answer)
    {
        if (answer != expected)
            throw new InvalidOperationException($"A peer answered {answer}, which is not what is measured.");
    }

    private static void Expect(PolicyOutcome expected, in PolicyDecision decision)
    {
        if (decision.Outcome != expected)
            Throw(expected, decision);
    }

    [DoesNotReturn]
    private static void Throw(PolicyOutcome expected, in PolicyDecision decision) =>
        throw new InvalidOperationException($"{expected} is measured, but the decision was {decision.Code} by {decision.Rule}.");
}
