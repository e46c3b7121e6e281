namespace PolicyLayer.Core;

/// <summary>
/// The middleware for any host: decides a call, asks a person if it must, dispatches the call if it is allowed, and completes its
/// reservation.
/// </summary>
/// <remarks>Safe for concurrent use.</remarks>
public sealed class ToolCallGuard
{
    private readonly IPolicyEvaluator _evaluator;
    private readonly ApprovalFlow? _approvals;

    /// <summary>Makes a guard.</summary>
    /// <param name="evaluator">What decides.</param>
    /// <param name="approvals">Asks a person where the policy says so. Without it, such calls are not dispatched.</param>
    public ToolCallGuard(IPolicyEvaluator evaluator, ApprovalFlow? approvals = null)
    {
        ArgumentNullException.ThrowIfNull(evaluator);
        _evaluator = evaluator;
        _approvals = approvals;
    }

    /// <summary>
    /// Decides a call and, if it is allowed, dispatches it. Where a person has to approve it, this waits for the answer, and decides
    /// again. A call that ends before <paramref name="next"/> is invoked gives its limits back. Whatever escapes from
    /// <paramref name="next"/>, a cancellation included, leaves them spent, since the tool may have been reached; only
    /// <see cref="ToolNotReachedException"/> says otherwise. A tool has failed (<see cref="DispatchResult.Failed"/>) if it answered
    /// with an error before the call was given up.
    /// </summary>
    /// <typeparam name="T">What the tool answers.</typeparam>
    /// <param name="call">The call as <paramref name="next"/> will dispatch it. While a person is asked, its JSON must not change or be
    /// disposed either.</param>
    /// <param name="next">Dispatches the call. Invoked at most once, and never for a call that is not allowed.</param>
    /// <param name="isError">Whether an answer of the tool is an error; by default none is.</param>
    /// <param name="cancellationToken">Gives up the call. It is handed to <paramref name="next"/>, and does not keep the
    /// reservation from being completed.</param>
    /// <returns>The decision and, if the call was dispatched, what the tool answered. Completes synchronously if
    /// <paramref name="next"/> does and the counters are in memory.</returns>
    /// <exception cref="OperationCanceledException">The call was given up.</exception>
    /// <exception cref="ToolNotReachedException"><paramref name="next"/> threw it. Every other exception of
    /// <paramref name="next"/> and <paramref name="isError"/> passes unchanged as well.</exception>
    public ValueTask<GuardedCall<T>> InvokeAsync<T>(
        ToolCall call,
        Func<CancellationToken, ValueTask<T>> next,
        Func<T, bool>? isError = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(next);
        return DecideAndDispatchAsync(call, next, isError, cancellationToken);
    }

    private async ValueTask<GuardedCall<T>> DecideAndDispatchAsync<T>(
        ToolCall call, Func<CancellationToken, ValueTask<T>> next, Func<T, bool>? isError, CancellationToken cancellationToken)
    {
        var decision = await _evaluator.EvaluateAsync(call, cancellationToken).ConfigureAwait(false);
        if (_approvals is not null && decision.Outcome == PolicyOutcome.ApprovalRequired)
        {
            decision = await _approvals.AskAsync(_evaluator, call, decision, cancellationToken: cancellationToken)
                .ConfigureAwait(false);
        }

        if (!decision.IsAllowed)
            return new(decision);

        var outcome = DispatchResult.NotDispatched;
        try
        {
            cancellationToken.ThrowIfCancellationRequested();
            outcome = DispatchResult.Succeeded;
            T result;
            try
            {
                result = await next(cancellationToken).ConfigureAwait(false);
            }
            catch (ToolNotReachedException)
            {
                outcome = DispatchResult.NotDispatched;
                throw;
            }

            // An error after the caller has hung up may be of its own making, and no reason to give anything back.
            if (isError is not null && isError(result) && !cancellationToken.IsCancellationRequested)
                outcome = DispatchResult.Failed;
            return new(decision, result);
        }
        finally
        {
            // Not with the caller's token: a call that was given up must still be accounted for.
            await decision.Reservation.CompleteAsync(outcome, CancellationToken.None).ConfigureAwait(false);
        }
    }
}
