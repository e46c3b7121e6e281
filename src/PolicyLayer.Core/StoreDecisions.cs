using PolicyLayer.Core.Evaluation;
using PolicyLayer.Core.Limits;

namespace PolicyLayer.Core;

/// <summary>Decides calls whose counters live in an <see cref="ICounterStore"/>.</summary>
internal sealed class StoreDecisions(PolicyEvaluator evaluator, StoreLedger ledger)
{
    /// <summary>Step 8 of a decision, and what is left to do where there is a verdict already.</summary>
    internal async ValueTask<PolicyDecision> DecideAsync(
        ToolCall call, Ruling ruling, bool previewOnly, CancellationToken cancellationToken)
    {
        if (ruling.Verdict is not null)
            return evaluator.DecideByRuling(call, ruling, previewOnly);

        var tool = ruling.Tool!;
        try
        {
            var costs = new long[tool.Limits.Length];
            var states = new LimitState[costs.Length];
            if (tool.FindCosts(call, costs) is { } uncharged)
                return new(uncharged, call.Tool, ruling);

            var outcome = await ledger
                .ReserveAsync(tool.Limits, costs, evaluator.CallerOf(call, ruling), previewOnly, states, cancellationToken)
                .ConfigureAwait(false);
            return outcome is { } known
                ? new(tool.VerdictOn(known), call.Tool, ruling, known, states)
                : new(Verdict.StoreFailed, call.Tool, ruling);
        }
        catch (Exception exception) when (Faults.CanBeDenied(exception)
            && !(exception is OperationCanceledException && cancellationToken.IsCancellationRequested))
        {
            return new(Verdict.EngineFailed, call.Tool, ruling);
        }
    }
}
