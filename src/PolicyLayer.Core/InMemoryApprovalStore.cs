using Microsoft.Extensions.Caching.Memory;
using PolicyLayer.Core.Approvals;

namespace PolicyLayer.Core;

/// <summary>
/// Keeps tickets in this process, at most so many, and of one grant at most a share of them. Where there is no room, new ones are
/// refused: a flood of calls does not push out those that a person is about to approve, and one caller does not keep others from asking.
/// </summary>
/// <remarks>
/// Safe for concurrent use. It has no timers; only who waits for an answer has one. A ticket ends with the earlier of its
/// expiry by the wall clock and its lifetime by the monotonic one, so that setting the clock back revives none.
/// </remarks>
public sealed class InMemoryApprovalStore : IApprovalStore, IDisposable
{
    internal const int DefaultCapacity = 10_000;

    private static readonly TimeSpan MaxLifetime = TimeSpan.FromDays(1);

    private readonly Lock _adding = new();
    private readonly TimeProvider _timeProvider;
    private readonly MemoryCache _tickets;
    private readonly GrantShares _shares;
    private bool _isDisposed;

    /// <summary>Makes an empty store.</summary>
    /// <param name="capacity">The most tickets, 1 or more. One takes a further place for every 4,096 characters of its arguments.</param>
    /// <param name="timeProvider">The clock; by default the system's.</param>
    /// <param name="capacityPerGrant">The most places for one grant of one server, 1 or more; by default a tenth of
    /// <paramref name="capacity"/>, and 1 at least.</param>
    /// <exception cref="ArgumentOutOfRangeException">A capacity is less than 1.</exception>
    public InMemoryApprovalStore(
        int capacity = DefaultCapacity, TimeProvider? timeProvider = null, int? capacityPerGrant = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        var share = capacityPerGrant ?? Math.Max(1, capacity / 10);
        ArgumentOutOfRangeException.ThrowIfLessThan(share, 1, nameof(capacityPerGrant));
        _shares = new(share);
        _timeProvider = timeProvider ?? TimeProvider.System;

        // Without compaction, the cache refuses what has no room instead of evicting others.
        _tickets = new(new MemoryCacheOptions
        {
            SizeLimit = capacity,
            CompactionPercentage = 0,
            Clock = new MonotonicClock(_timeProvider),
        });
    }

    /// <inheritdoc/>
    public ValueTask<bool> AddAsync(ApprovalRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        cancellationToken.ThrowIfCancellationRequested();
        var asked = request.ExpiresAt - _timeProvider.GetUtcNow();
        var lifetime = asked < MaxLifetime ? asked : MaxLifetime;
        if (request.Id.Length == 0 || lifetime <= TimeSpan.Zero)
            return ValueTask.FromResult(false);

        // Two callers with one id must not both see that it is free.
        lock (_adding)
            return ValueTask.FromResult(TryAdd(new(request, lifetime, _timeProvider), lifetime));
    }

    /// <inheritdoc/>
    public ValueTask<ApprovalRequest?> FindPendingAsync(string id, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult(Find(id) is { IsPending: true } ticket ? ticket.Request : null);
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<ApprovalRequest>> ListPendingAsync(CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult<IReadOnlyList<ApprovalRequest>>(
        [
            .. _tickets.Keys.Select(id => Find((string)id)).Where(static ticket => ticket is { IsPending: true })
                .Select(static ticket => ticket!.Request)
                .OrderBy(static request => request.ExpiresAt).ThenBy(static request => request.Id, StringComparer.Ordinal),
        ]);
    }

    /// <inheritdoc/>
    public ValueTask<bool> ApproveAsync(string id, string by, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult(Answer(id, ApprovalAnswer.Approve(by)));
    }

    /// <inheritdoc/>
    public ValueTask<bool> RejectAsync(
        string id, string by, string? reason = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(by);
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult(Answer(id, ApprovalAnswer.Reject(by, reason)));
    }

    /// <inheritdoc/>
    public ValueTask<ApprovalAnswer> WaitForAnswerAsync(string id, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Find(id) is { } ticket ? ticket.WaitForAnswerAsync(cancellationToken) : ValueTask.FromResult(ApprovalAnswer.Reject());
    }

    /// <inheritdoc/>
    public ValueTask<ApprovalAnswer> ClaimAsync(string id, string digest, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var claimed = Find(id)?.Claim(digest) ?? ApprovalAnswer.Reject();
        if (claimed.IsApproved)
            Forget(id);
        return ValueTask.FromResult(claimed);
    }

    /// <inheritdoc/>
    public ValueTask WithdrawAsync(string id, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Find(id)?.End();
        Forget(id);
        return ValueTask.CompletedTask;
    }

    /// <summary>Forgets all tickets. Whoever waits for an answer gets a rejection.</summary>
    public void Dispose()
    {
        lock (_adding)
        {
            if (_isDisposed)
                return;

            _isDisposed = true;
            foreach (var id in _tickets.Keys.ToArray())
                Find((string)id)?.End();
            _tickets.Dispose();
        }
    }

    private ApprovalTicket? Find(string id) => _tickets.TryGetValue(id, out ApprovalTicket? ticket) ? ticket : null;

    private bool Answer(string id, in ApprovalAnswer answer) => Find(id) is { } ticket && ticket.TryAnswer(answer);

    private bool TryAdd(ApprovalTicket ticket, TimeSpan lifetime)
    {
        if (Find(ticket.Request.Id) is not null || !_shares.TryAdd(ticket))
            return false;

        var isAdded = TryKeep(ticket, lifetime);
        if (!isAdded)
            _shares.Remove(ticket);
        return isAdded;
    }

    private bool TryKeep(ApprovalTicket ticket, TimeSpan lifetime)
    {
        var id = ticket.Request.Id;
        var entry = new MemoryCacheEntryOptions { Size = ticket.Places, AbsoluteExpirationRelativeToNow = lifetime };
        entry.RegisterPostEvictionCallback(static (_, ticket, reason, shares) =>
        {
            // Those that were refused or forgotten have left already.
            if (reason == EvictionReason.Expired)
                ((GrantShares)shares!).Remove((ApprovalTicket)ticket!);
        }, _shares);
        _tickets.Set(id, ticket, entry);
        if (Find(id) is not null)
            return true;

        // Those that have expired leave only when the cache is told to look for them.
        _tickets.Compact(0);
        _tickets.Set(id, ticket, entry);
        return Find(id) is not null;
    }

    private void Forget(string id)
    {
        if (Find(id) is { } ticket)
            _shares.Remove(ticket);
        _tickets.Remove(id);
    }
}
