using PolicyLayer.Core.Approvals;
using PolicyLayer.Core.Evaluation;

namespace PolicyLayer.Core;

/// <summary>Decides calls that carry an approval.</summary>
/// <param name="evaluator">Judges the call anew.</param>
/// <param name="ledger">Where the approvals are; without one, none is valid.</param>
internal sealed class ApprovedDecisions(PolicyEvaluator evaluator, ApprovalLedger? ledger)
{
    /// <summary>
    /// The limits are reserved first, and the approval is claimed last: then a call that is refused has spent no approval, and one
    /// whose claim fails gives its limits back.
    /// </summary>
    internal async ValueTask<ApprovedDecision> DecideAsync(ToolCall call, string approval, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var ruling = evaluator.Judge(call);

        // A call that is denied, or that nobody has to be asked about any more, is decided as if it came without an approval.
        if (ruling.IsShadow || ruling.Verdict is not { Outcome: PolicyOutcome.ApprovalRequired })
            return new(await evaluator.DecideAsync(call, ruling, cancellationToken).ConfigureAwait(false));

        string? digest;
        try
        {
            digest = ApprovalRequests.DigestOf(call, ruling);
        }
        catch (Exception exception) when (Faults.CanBeDenied(exception))
        {
            return new(new(Verdict.EngineFailed, call.Tool, ruling));
        }

        if (digest is null || ledger is null)
            return new(new(Verdict.ApprovalInvalid, call.Tool, ruling));

        var decision = await evaluator.DecideAsync(call, ruling.Approved(), cancellationToken).ConfigureAwait(false);
        return decision.IsAllowed
            ? await ClaimAsync(ledger, decision, approval, digest, cancellationToken).ConfigureAwait(false)
            : new(decision);
    }

    private static async ValueTask<ApprovedDecision> ClaimAsync(
        ApprovalLedger ledger, PolicyDecision admitted, string approval, string digest, CancellationToken cancellationToken)
    {
        ApprovalAnswer? claimed = ApprovalAnswer.Reject();
        try
        {
            claimed = await ledger.ClaimAsync(approval, digest, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            // Also where the caller gives up: nobody gets to know of this reservation.
            if (claimed is not { IsApproved: true })
                await admitted.UndoAsync().ConfigureAwait(false);
        }

        return new(claimed is { IsApproved: true } ? admitted : admitted.WithoutApproval(claimed), claimed);
    }
}
