namespace PolicyLayer.Core.Limits;

/// <summary>Why limits refuse a call.</summary>
internal enum LimitRefusal
{
    /// <summary>They do not.</summary>
    None,

    /// <summary>The budget is used up for now.</summary>
    RateLimited,

    /// <summary>The counter would be one too many.</summary>
    Capacity,

    /// <summary>The budget is used up, and does not come back.</summary>
    Spent,
}
