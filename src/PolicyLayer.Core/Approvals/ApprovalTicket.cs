namespace PolicyLayer.Core.Approvals;

/// <summary>One ticket of an <see cref="InMemoryApprovalStore"/>, from its question to its end.</summary>
/// <remarks>
/// INVARIANT: a ticket is answered at most once and claimed at most once, and never after it has ended. All of it changes under one
/// lock, so that of any number of claims at once, and of a claim beside the end, one comes first.
/// </remarks>
internal sealed class ApprovalTicket(ApprovalRequest request, TimeSpan lifetime, TimeProvider timeProvider)
{
    // Arguments may be long, and they are kept for the person who is asked.
    private const int CharactersPerPlace = 4_096;

    private readonly Lock _gate = new();
    private readonly long _added = timeProvider.GetTimestamp();

    // Whoever waits runs on threads of its own, never under the lock.
    private readonly TaskCompletionSource<ApprovalAnswer> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _hasEnded;

    internal ApprovalRequest Request => request;

    /// <summary>How many places of a store it takes.</summary>
    internal int Places => 1 + (request.Arguments.Length / CharactersPerPlace);

    /// <summary>The time to its expiry.</summary>
    internal TimeSpan Left
    {
        get
        {
            // By the clock that says less: a wall clock that is set back gives nobody more time.
            var byLifetime = lifetime - timeProvider.GetElapsedTime(_added);
            var byExpiry = request.ExpiresAt - timeProvider.GetUtcNow();
            return byLifetime < byExpiry ? byLifetime : byExpiry;
        }
    }

    internal bool HasEnded
    {
        get
        {
            lock (_gate)
                return !IsLive;
        }
    }

    internal bool IsPending
    {
        get
        {
            lock (_gate)
                return IsPendingUnsynchronized;
        }
    }

    private bool IsPendingUnsynchronized => IsLive && !_answer.Task.IsCompleted;

    private bool IsLive => !_hasEnded && Left > TimeSpan.Zero;

    internal bool TryAnswer(in ApprovalAnswer answer)
    {
        lock (_gate)
            return IsPendingUnsynchronized && _answer.TrySetResult(answer);
    }

    /// <summary>Spends the ticket if it is approved, for the call with this digest. The answer that it has; else a rejection.</summary>
    internal ApprovalAnswer Claim(string digest)
    {
        lock (_gate)
        {
            if (!IsLive || digest != request.Digest || _answer.Task is not { IsCompletedSuccessfully: true, Result: var answer })
                return ApprovalAnswer.Reject();

            _hasEnded = answer.IsApproved;
            return answer;
        }
    }

    /// <summary>Makes the ticket invalid, and sends those away who wait for its answer.</summary>
    internal void End()
    {
        lock (_gate)
        {
            _hasEnded = true;
            _answer.TrySetResult(ApprovalAnswer.Reject());
        }
    }

    internal async ValueTask<ApprovalAnswer> WaitForAnswerAsync(CancellationToken cancellationToken)
    {
        if (!_answer.Task.IsCompleted && Left is var left && left > TimeSpan.Zero)
        {
            // The task that ends first says nothing of the ticket; what it has come to is read below.
            using var expiry = new CancellationTokenSource(left, timeProvider);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(expiry.Token, cancellationToken);
            await ((Task)_answer.Task.WaitAsync(either.Token)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            cancellationToken.ThrowIfCancellationRequested();
        }

        return _answer.Task.IsCompletedSuccessfully ? await _answer.Task.ConfigureAwait(false) : ApprovalAnswer.Reject();
    }
}
