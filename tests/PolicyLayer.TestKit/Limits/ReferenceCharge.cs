namespace PolicyLayer.TestKit.Limits;

/// <summary>One admitted call of a reference limit.</summary>
public sealed class ReferenceCharge(long time, long utc, long cost)
{
    /// <summary>When, in ticks of the monotonic clock.</summary>
    public long Time => time;

    /// <summary>When, in ticks of the wall clock since the Unix epoch.</summary>
    public long Utc => utc;

    public long Cost => cost;

    public bool IsGivenBack { get; set; }
}
