namespace PolicyLayer.Core.Limits;

/// <summary>How a budget comes back after it was spent.</summary>
public enum LimitAlgorithm
{
    /// <summary>What was spent comes back one window later: any interval of that length holds at most the maximum.</summary>
    SlidingWindow = 0,

    /// <summary>The budget is whole again at the start of every window, counted from the Unix epoch in UTC.</summary>
    FixedWindow = 1,

    /// <summary>A bucket that starts full, holds the burst, and refills evenly at the maximum per window.</summary>
    TokenBucket = 2,
}
