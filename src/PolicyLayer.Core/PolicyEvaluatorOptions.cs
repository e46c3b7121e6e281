namespace PolicyLayer.Core;

/// <summary>Bounds of a <see cref="PolicyEvaluator"/>. Read once when the evaluator is made.</summary>
public sealed class PolicyEvaluatorOptions
{
    internal static readonly TimeSpan DefaultStoreTimeout = TimeSpan.FromSeconds(1);
    internal static readonly TimeSpan MinStoreTimeout = TimeSpan.FromMilliseconds(1);
    internal static readonly TimeSpan MaxStoreTimeout = TimeSpan.FromMinutes(1);

    /// <summary>The most bytes of JSON that a call's arguments may take, 1 to 1 GiB; default 1 MiB. A larger call is denied.</summary>
    public int MaxArgumentBytes { get; set; } = 1 << 20;

    /// <summary>The most counters kept in memory, 1 or more; default 1,000,000. At the bound, a new one is denied.</summary>
    public int MaxLiveCounters { get; set; } = 1_000_000;

    /// <summary>The most counters kept in memory for one grant, 1 or more; default 10,000.</summary>
    public int MaxLiveCountersPerGrant { get; set; } = 10_000;

    /// <summary>
    /// How long a decision waits for an <see cref="Limits.ICounterStore"/> or an <see cref="IApprovalStore"/>, 1 ms to 1 minute; default
    /// 1 second. Then it is denied.
    /// </summary>
    public TimeSpan StoreTimeout { get; set; } = DefaultStoreTimeout;

    /// <summary>How long a person has to approve a call, and the call to be made, 1 second to 1 day; default 5 minutes.</summary>
    public TimeSpan ApprovalLifetime { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>Every option that is out of its range, in words.</summary>
    internal IEnumerable<string> FindProblems()
    {
        if (MaxArgumentBytes is < 1 or > 1 << 30)
            yield return $"{nameof(MaxArgumentBytes)} must be 1 to {1 << 30}, but is {MaxArgumentBytes}.";
        if (MaxLiveCounters < 1)
            yield return $"{nameof(MaxLiveCounters)} must be 1 or more, but is {MaxLiveCounters}.";
        if (MaxLiveCountersPerGrant < 1)
            yield return $"{nameof(MaxLiveCountersPerGrant)} must be 1 or more, but is {MaxLiveCountersPerGrant}.";
        if (StoreTimeout < MinStoreTimeout || StoreTimeout > MaxStoreTimeout)
            yield return $"{nameof(StoreTimeout)} must be 1 ms to 1 minute, but is {StoreTimeout}.";
        if (ApprovalLifetime < TimeSpan.FromSeconds(1) || ApprovalLifetime > TimeSpan.FromDays(1))
            yield return $"{nameof(ApprovalLifetime)} must be 1 second to 1 day, but is {ApprovalLifetime}.";
    }

    internal void ThrowIfOutOfRange()
    {
        if (FindProblems().FirstOrDefault() is { } problem)
            throw new ArgumentOutOfRangeException("options", problem);
    }
}
