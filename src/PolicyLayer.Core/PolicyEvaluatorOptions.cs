namespace PolicyLayer.Core;

/// <summary>Bounds of a <see cref="PolicyEvaluator"/>. Read once when the evaluator is made.</summary>
public sealed class PolicyEvaluatorOptions
{
    /// <summary>The most bytes of JSON that a call's arguments may take, 1 to 1 GiB; default 1 MiB. A larger call is denied.</summary>
    public int MaxArgumentBytes { get; set; } = 1 << 20;

    /// <summary>The most counters kept in memory, 1 or more; default 1,000,000. At the bound, a new one is denied.</summary>
    public int MaxLiveCounters { get; set; } = 1_000_000;

    /// <summary>The most counters kept in memory for one grant, 1 or more; default 10,000.</summary>
    public int MaxLiveCountersPerGrant { get; set; } = 10_000;

    /// <summary>How long a decision waits for an <see cref="Limits.ICounterStore"/>, 1 ms to 1 minute; default 1 second. Then it is denied.</summary>
    public TimeSpan StoreTimeout { get; set; } = TimeSpan.FromSeconds(1);
}
