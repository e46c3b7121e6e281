using PolicyLayer.Core.Approvals;

namespace PolicyLayer.Core;

/// <summary>
/// The way from a decision that needs a person to one that does not: adds the ticket, asks, and decides the call again. Whatever
/// is not a timely yes is a denial.
/// </summary>
/// <remarks>Safe for concurrent use, and cheap to make: a host whose way to ask depends on the request makes one for each.</remarks>
public sealed class ApprovalFlow
{
    private static readonly TimeSpan ProgressInterval = TimeSpan.FromSeconds(10);

    private readonly IApprover _approver;
    private readonly TimeProvider _timeProvider;
    private readonly ApprovalLedger _ledger;

    /// <summary>Makes a flow.</summary>
    /// <param name="store">Keeps the tickets; the store that the evaluator has.</param>
    /// <param name="approver">Asks.</param>
    /// <param name="timeProvider">The clock; by default the system's.</param>
    /// <param name="storeTimeout">How long to wait for the store, 1 ms to 1 minute; by default 1 second. Then the call is denied.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="storeTimeout"/> is out of its range.</exception>
    public ApprovalFlow(
        IApprovalStore store, IApprover approver, TimeProvider? timeProvider = null, TimeSpan? storeTimeout = null)
    {
        ArgumentNullException.ThrowIfNull(approver);
        _approver = approver;
        _timeProvider = timeProvider ?? TimeProvider.System;
        _ledger = ApprovalLedger.Of(store, storeTimeout, _timeProvider);
    }

    /// <summary>
    /// Asks a person about a call and, after a yes, decides it again with the approval, by the policy and the limits of then.
    /// </summary>
    /// <param name="evaluator">What decided.</param>
    /// <param name="call">The call. Its JSON must not change or be disposed before this ends.</param>
    /// <param name="decision">What was decided. Unless it is <see cref="PolicyOutcome.ApprovalRequired"/>, it is returned as it is.</param>
    /// <param name="waiting">Is told every 10 seconds for how long a person has been asked.</param>
    /// <param name="cancellationToken">Gives up the call.</param>
    /// <returns>The decision to act on, with the reservation of the call if it is allowed. Never one that asks again: without
    /// a yes in time it is a denial with the code <see cref="DecisionCodes.ApprovalInvalid"/>. Its ticket is spent or withdrawn, also
    /// where the limits refuse an approved call.</returns>
    /// <exception cref="OperationCanceledException">The call was given up.</exception>
    public ValueTask<PolicyDecision> AskAsync(
        IPolicyEvaluator evaluator,
        ToolCall call,
        PolicyDecision decision,
        IProgress<TimeSpan>? waiting = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(evaluator);
        return decision.ApprovalRequest is { } request
            ? DecideAgainAsync(evaluator, call, decision, request, waiting, cancellationToken)
            : ValueTask.FromResult(decision);
    }

    private async ValueTask<PolicyDecision> DecideAgainAsync(
        IPolicyEvaluator evaluator,
        ToolCall call,
        PolicyDecision decision,
        ApprovalRequest request,
        IProgress<TimeSpan>? waiting,
        CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (request.Id.Length == 0)
            return evaluator.DenyUnapproved(call, decision, ApprovalAnswer.Reject());

        try
        {
            var isAdded = await _ledger.AddAsync(request, cancellationToken).ConfigureAwait(false);
            if (isAdded != true)
                return evaluator.DenyUnapproved(call, decision, isAdded is null ? null : ApprovalAnswer.Reject());

            var answer = await AnswerAsync(request, waiting, cancellationToken).ConfigureAwait(false);
            if (!answer.IsApproved)
                return evaluator.DenyUnapproved(call, decision, answer);

            // False where the answer came through the store: then that one counts, and claiming the ticket tells.
            if (await _ledger.ApproveAsync(request.Id, answer.By!, cancellationToken).ConfigureAwait(false) is null)
                return evaluator.DenyUnapproved(call, decision, answer: null);

            return await evaluator.EvaluateApprovedAsync(call, request.Id, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            // Also what the limits refused: nobody is given the ticket, and it would keep its place until it expires.
            await _ledger.WithdrawAsync(request.Id).ConfigureAwait(false);
        }
    }

    private async Task<ApprovalAnswer> AnswerAsync(
        ApprovalRequest request, IProgress<TimeSpan>? waiting, CancellationToken cancellationToken)
    {
        var left = request.ExpiresAt - _timeProvider.GetUtcNow();
        if (left <= TimeSpan.Zero)
            return ApprovalAnswer.Reject();

        try
        {
            using var expiry = new CancellationTokenSource(left, _timeProvider);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(expiry.Token, cancellationToken);
            var token = either.Token;

            // On a thread of its own, and not waited for beyond the token: an approver need not care for either.
            var asking = Task.Run(() => _approver.AskAsync(request, token).AsTask(), token);
            await ReportAsync(asking, waiting, token).ConfigureAwait(false);
            return await asking.WaitAsync(token).ConfigureAwait(false);
        }
        catch (Exception exception) when (Faults.CanBeDenied(exception))
        {
            cancellationToken.ThrowIfCancellationRequested();
            return ApprovalAnswer.Reject();
        }
    }

    private async Task ReportAsync(Task asking, IProgress<TimeSpan>? waiting, CancellationToken token)
    {
        var begun = _timeProvider.GetTimestamp();
        while (waiting is not null
            && await Task.WhenAny(asking, Task.Delay(ProgressInterval, _timeProvider, token)).ConfigureAwait(false) != asking)
        {
            token.ThrowIfCancellationRequested();
            waiting.Report(_timeProvider.GetElapsedTime(begun));
        }
    }
}
