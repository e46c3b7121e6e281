using PolicyLayer.Core.Approvals;

namespace PolicyLayer.Core;

/// <summary>
/// The way from a decision that needs a person to one that does not, where nothing waits in between: a call is answered with its
/// ticket, and comes back with the ticket and what a person said. Whatever is not a timely yes is a denial.
/// </summary>
/// <remarks>
/// Safe for concurrent use, and cheap to make. Where a call can wait for the answer, an <see cref="ApprovalFlow"/> does all of it.
/// </remarks>
public sealed class DeferredApproval
{
    private readonly ApprovalLedger _ledger;

    /// <summary>Makes one.</summary>
    /// <param name="store">Keeps the tickets; the store that the evaluator has.</param>
    /// <param name="timeProvider">The clock; by default the system's.</param>
    /// <param name="storeTimeout">How long to wait for the store, 1 ms to 1 minute; by default 1 second. Then the call is denied.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="storeTimeout"/> is out of its range.</exception>
    public DeferredApproval(IApprovalStore store, TimeProvider? timeProvider = null, TimeSpan? storeTimeout = null) =>
        _ledger = ApprovalLedger.Of(store, storeTimeout, timeProvider ?? TimeProvider.System);

    /// <summary>Adds the ticket of a call, for a person to answer.</summary>
    /// <param name="evaluator">What decided.</param>
    /// <param name="call">The call.</param>
    /// <param name="decision">What was decided. Unless it is <see cref="PolicyOutcome.ApprovalRequired"/>, it is returned as it is.</param>
    /// <param name="cancellationToken">Gives up the call.</param>
    /// <returns>The same decision once its ticket waits for an answer; otherwise a denial.</returns>
    /// <exception cref="OperationCanceledException">The call was given up.</exception>
    public async ValueTask<PolicyDecision> AskAsync(
        IPolicyEvaluator evaluator, ToolCall call, PolicyDecision decision, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(evaluator);
        if (decision.ApprovalRequest is not { } asked)
            return decision;
        if (asked.Id.Length == 0)
            return evaluator.DenyUnapproved(call, decision, ApprovalAnswer.Reject());

        bool? isAdded = null;
        try
        {
            isAdded = await _ledger.AddAsync(asked, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            // The store may have added it all the same, and nobody gets to know of it. Also where the caller gives up.
            if (isAdded is null)
                await _ledger.WithdrawAsync(asked.Id).ConfigureAwait(false);
        }

        return isAdded switch
        {
            true => decision,
            false => evaluator.DenyUnapproved(call, decision, ApprovalAnswer.Reject()),
            null => evaluator.DenyUnapproved(call, decision, answer: null),
        };
    }

    /// <summary>
    /// Takes what a person said about a call that has come back and, after a yes, decides it again with the approval, by the policy
    /// and the limits of then.
    /// </summary>
    /// <param name="evaluator">What decided.</param>
    /// <param name="call">The call, as it has come back. Its JSON must not change or be disposed before this ends.</param>
    /// <param name="decision">What was decided about it now. Unless it is <see cref="PolicyOutcome.ApprovalRequired"/>, it is returned as
    /// it is.</param>
    /// <param name="ticket">The ticket that it brings.</param>
    /// <param name="answer">The answer that it brings. A yes counts for a ticket of this very call that nobody has answered yet; a no
    /// always denies, and ends the ticket of this very call, also after a yes that has not been used.</param>
    /// <param name="cancellationToken">Gives up the call.</param>
    /// <returns>The decision to act on, with the reservation of the call if it is allowed; never one that asks again.</returns>
    /// <exception cref="OperationCanceledException">The call was given up.</exception>
    public async ValueTask<PolicyDecision> AnswerAsync(
        IPolicyEvaluator evaluator,
        ToolCall call,
        PolicyDecision decision,
        string ticket,
        ApprovalAnswer answer,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(evaluator);
        ArgumentNullException.ThrowIfNull(ticket);
        if (decision.ApprovalRequest is not { } asked)
            return decision;
        if (asked.Id.Length == 0)
            return evaluator.DenyUnapproved(call, decision, ApprovalAnswer.Reject());

        if (!answer.IsApproved)
        {
            await EndAsync(ticket, asked.Digest).ConfigureAwait(false);
            return evaluator.DenyUnapproved(call, decision, answer, ticket);
        }

        // Whoever has come by another's ticket must not answer for it.
        var isTaken = await _ledger.IsPendingAsync(ticket, asked.Digest, cancellationToken).ConfigureAwait(false);
        if (isTaken == true)
            isTaken = await _ledger.ApproveAsync(ticket, answer.By!, cancellationToken).ConfigureAwait(false);

        // False where the ticket has an answer already: then that one counts, and claiming the ticket tells.
        return isTaken is null
            ? evaluator.DenyUnapproved(call, decision, answer: null, ticket)
            : await evaluator.EvaluateApprovedAsync(call, ticket, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Makes a ticket worth nothing, if it is for the call with this digest: also one that has got a yes before.</summary>
    private async Task EndAsync(string ticket, string digest)
    {
        // What was said was said, also where the caller hangs up over it.
        var isPending = await _ledger.IsPendingAsync(ticket, digest, CancellationToken.None).ConfigureAwait(false);

        // Withdrawing it holds against a yes that comes in between; what is not pending can only be spent.
        if (isPending == true)
            await _ledger.WithdrawAsync(ticket).ConfigureAwait(false);
        else
            await _ledger.ClaimAsync(ticket, digest, CancellationToken.None).ConfigureAwait(false);
    }
}
