using PolicyLayer.Conformance.Tests.Reference.Reading;

namespace PolicyLayer.Conformance.Tests.Reference.Counting;

/// <summary>A counter by its definition: it remembers every charge.</summary>
internal abstract class Counter
{
    internal static Counter Of(Limit limit) => limit.Algorithm switch
    {
        "fixed_window" => new FixedWindow(limit),
        "token_bucket" => new TokenBucket(limit),
        _ => new SlidingWindow(limit),
    };

    /// <summary>Whether what was charged goes on counting under a limit of another policy.</summary>
    internal abstract bool GoesOnAs(Limit limit);

    /// <summary>Takes on the numbers of a limit, which may be of another policy than before.</summary>
    /// <param name="limit">A use of the counter.</param>
    /// <param name="isExact">Whether a sliding window has to be exact.</param>
    /// <param name="now">The time.</param>
    internal abstract void Reload(Limit limit, bool isExact, Instant now);

    internal abstract CounterReading Read(Instant now, long cost);

    /// <summary>A call that is not a preview has asked, whatever came of it.</summary>
    internal virtual void See(Instant now)
    {
    }

    /// <summary>Charges without asking.</summary>
    internal abstract Charge Charge(Instant now, long cost);

    internal abstract void GiveBack(Charge charge, Instant now);
}
