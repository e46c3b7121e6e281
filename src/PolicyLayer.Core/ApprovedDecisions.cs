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
    internal async ValueTask<PolicyDecision> DecideAsync(ToolCall call, string approval, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var ruling = evaluator.Judge(call);

        // A call that is denied, or that nobody has to be asked about any more, is decided as if it came without an approval.
        if (ruling.IsShadow || ruling.Verdict is not { Outcome: PolicyOutcome.ApprovalRequired })
            return await evaluator.DecideAsync(call, ruling, cancellationToken).ConfigureAwait(false);

        string? digest;
        try
        {
            digest = ApprovalRequests.DigestOf(call, ruling);
        }
        catch (Exception exception) when (Faults.CanBeDenied(exception))
        {
            return new(Verdict.EngineFailed, call.Tool, ruling);
        }

        if (digest is null || ledger is null)
            return new(Verdict.ApprovalInvalid, call.Tool, ruling);

        var decision = await evaluator.DecideAsync(call, ruling.Approved(), cancellationToken).ConfigureAwait(false);
        return decision.IsAllowed
            ? await ClaimAsync(ledger, decision, approval, digest, cancellationToken).ConfigureAwait(false)
            : decision;
    }

    private static async ValueTask<PolicyDecision> ClaimAsync(
        ApprovalLedger ledger, PolicyDecision admitted, string approval, string digest, CancellationToken cancellationToken)
    {
        bool? isClaimed = false;
        try
        {
            isClaimed = await ledger.ClaimAsync(approval, digest, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            // Also where the caller gives up: nobody gets to know of this reservation.
            if (isClaimed != true)
                await admitted.UndoAsync().ConfigureAwait(false);
        }

        return isClaimed switch
        {
            true => admitted,
            false => admitted.NotApproved(),
            null => admitted.WithoutStore(),
        };
    }
}
