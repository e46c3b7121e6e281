namespace PolicyLayer.Core;

/// <summary>What came of asking a person. An immutable value; the default is a rejection by nobody.</summary>
public readonly record struct ApprovalAnswer
{
    private ApprovalAnswer(bool isApproved, string? by, string? reason)
    {
        IsApproved = isApproved;
        By = by;
        Reason = reason;
    }

    /// <summary>Whether somebody approved the call.</summary>
    public bool IsApproved { get; }

    /// <summary>Who answered, as the host names people; <see langword="null"/> if nobody did.</summary>
    public string? By { get; }

    /// <summary>Why it was rejected, in words that the agent is told; <see langword="null"/> for the engine's own.</summary>
    public string? Reason { get; }

    /// <summary>A person approved the call.</summary>
    /// <param name="by">Who, as the host names people.</param>
    /// <returns>The answer.</returns>
    public static ApprovalAnswer Approve(string by)
    {
        ArgumentException.ThrowIfNullOrEmpty(by);
        return new(isApproved: true, by, reason: null);
    }

    /// <summary>A person rejected the call, or nobody answered.</summary>
    /// <param name="by">Who, as the host names people; <see langword="null"/> if nobody answered.</param>
    /// <param name="reason">Why, in words that the agent is told.</param>
    /// <returns>The answer.</returns>
    public static ApprovalAnswer Reject(string? by = null, string? reason = null) => new(isApproved: false, by, reason);
}
