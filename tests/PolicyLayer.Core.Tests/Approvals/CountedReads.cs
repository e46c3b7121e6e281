using PolicyLayer.TestKit;

namespace PolicyLayer.Core.Tests.Approvals;

/// <summary>A clock that counts how often it is read.</summary>
internal sealed class CountedReads(ManualTimeProvider inner) : TimeProvider
{
    internal int Reads { get; private set; }

    public override long TimestampFrequency => inner.TimestampFrequency;

    public override long GetTimestamp()
    {
        Reads++;
        return inner.GetTimestamp();
    }

    public override DateTimeOffset GetUtcNow()
    {
        Reads++;
        return inner.GetUtcNow();
    }
}
