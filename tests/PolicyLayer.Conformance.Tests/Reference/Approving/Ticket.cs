using PolicyLayer.Conformance.Tests.Reference.Counting;

namespace PolicyLayer.Conformance.Tests.Reference.Approving;

/// <summary>One question to a person: answered once, and spent once, within its lifetime by both clocks.</summary>
internal sealed class Ticket(ApprovedCall call, Instant asked)
{
    /// <summary>How long a person has, and the call to be made, in ticks.</summary>
    internal const long Lifetime = 5 * TimeSpan.TicksPerMinute;

    private bool? _isApproved;
    private bool _isSpent;

    /// <summary>Answers the question; false if that is too late, or was done before.</summary>
    internal bool Answer(bool approves, Instant now)
    {
        var counts = IsLive(now) && _isApproved is null;
        if (counts)
            _isApproved = approves;
        return counts;
    }

    /// <summary>Why a call cannot be made with this ticket; <see langword="null"/> if it can.</summary>
    internal string? FaultFor(ApprovedCall other, Instant now) =>
        _isSpent ? "spent"
        : !IsLive(now) ? "expired"
        : _isApproved != true ? "not approved"
        : call != other ? "of another call"
        : null;

    internal void Spend() => _isSpent = true;

    private bool IsLive(Instant now) => now.Time - asked.Time < Lifetime && now.Utc - asked.Utc < Lifetime;
}
