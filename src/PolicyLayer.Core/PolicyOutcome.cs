namespace PolicyLayer.Core;

/// <summary>What the host must do with a call. The default value is <see cref="Deny"/>.</summary>
public enum PolicyOutcome
{
    /// <summary>Do not dispatch the call.</summary>
    Deny = 0,

    /// <summary>Dispatch the call, then complete its <see cref="Reservation"/>.</summary>
    Allow = 1,

    /// <summary>Do not dispatch the call; it would be admitted after <see cref="PolicyDecision.RetryAfter"/>.</summary>
    RateLimited = 2,

    /// <summary>Do not dispatch the call until a person has approved it.</summary>
    ApprovalRequired = 3,
}
