namespace PolicyLayer.Core.Approvals;

/// <summary>Which tickets each grant of a server has in a store, so that none takes the places of the others.</summary>
/// <remarks>Safe for concurrent use. A grant without tickets takes no room.</remarks>
internal sealed class GrantShares(int placesPerGrant)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<(string Server, string Grant), Share> _shares = [];

    /// <summary>Adds a ticket, unless the share of its grant has no room for it.</summary>
    internal bool TryAdd(ApprovalTicket ticket)
    {
        lock (_gate)
        {
            var key = KeyOf(ticket);
            var share = _shares.GetValueOrDefault(key) ?? new();

            // What has expired leaves by itself, though not at once.
            if (share.Places > placesPerGrant - ticket.Places)
                share.RemoveExpired();
            var hasRoom = share.Places <= placesPerGrant - ticket.Places;
            if (hasRoom)
                share.Add(ticket);
            Keep(key, share);
            return hasRoom;
        }
    }

    internal void Remove(ApprovalTicket ticket)
    {
        lock (_gate)
        {
            var key = KeyOf(ticket);
            if (!_shares.TryGetValue(key, out var share))
                return;

            share.Remove(ticket);
            Keep(key, share);
        }
    }

    private static (string Server, string Grant) KeyOf(ApprovalTicket ticket) => (ticket.Request.Server, ticket.Request.Grant);

    private void Keep((string Server, string Grant) key, Share share)
    {
        if (share.Places > 0)
            _shares[key] = share;
        else
            _shares.Remove(key);
    }

    private sealed class Share
    {
        private readonly HashSet<ApprovalTicket> _tickets = [];

        // Before it expires, none of them does. It may have left, so that a caller who adds and withdraws makes nobody look for it.
        private ApprovalTicket? _first;

        internal int Places { get; private set; }

        internal void Add(ApprovalTicket ticket)
        {
            if (!_tickets.Add(ticket))
                return;

            Places += ticket.Places;
            if (_first is null || ticket.Left < _first.Left)
                _first = ticket;
        }

        internal void Remove(ApprovalTicket ticket)
        {
            if (_tickets.Remove(ticket))
                Places -= ticket.Places;
        }

        /// <summary>Looks at all of them only where one may have expired: a refusal must cost little.</summary>
        internal void RemoveExpired()
        {
            if (_first is not { } first || first.Left > TimeSpan.Zero)
                return;

            foreach (var ticket in _tickets.Where(static ticket => ticket.HasEnded).ToArray())
                Remove(ticket);
            _first = _tickets.MinBy(static ticket => ticket.Left);
        }
    }
}
