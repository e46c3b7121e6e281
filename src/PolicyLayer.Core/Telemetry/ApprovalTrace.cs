namespace PolicyLayer.Core.Telemetry;

/// <summary>What became of asking a person about a call, as far as a decision knows. Immutable and safe to share.</summary>
public sealed class ApprovalTrace
{
    internal ApprovalTrace(string ticket, in ApprovalAnswer? answer)
    {
        Ticket = CallText.Cut(ticket, DecisionObserver.LongestName);
        By = answer?.By;
        IsApproved = answer is { IsApproved: true } ? true : By is null ? null : false;
    }

    /// <summary>
    /// The ticket: the <see cref="ApprovalRequest.Id"/> of a call that is asked about, or what the caller handed in, cut to 128 UTF-16
    /// units. Empty if nobody can approve the call.
    /// </summary>
    public string Ticket { get; }

    /// <summary>
    /// Whether a person approved or rejected the call; <see langword="null"/> if nobody has answered, and where the decision fell
    /// without looking at the answer, as where the limits refuse an approved call or the store fails.
    /// </summary>
    public bool? IsApproved { get; }

    /// <summary>Who answered, as the host names people; <see langword="null"/> if nobody did.</summary>
    public string? By { get; }
}
