using Microsoft.Extensions.Internal;

namespace PolicyLayer.Core.Approvals;

/// <summary>Lets a cache tell time by a clock that nobody sets.</summary>
internal sealed class MonotonicClock(TimeProvider timeProvider) : ISystemClock
{
    private readonly DateTimeOffset _beginning = timeProvider.GetUtcNow();
    private readonly long _timestamp = timeProvider.GetTimestamp();

    public DateTimeOffset UtcNow => _beginning + timeProvider.GetElapsedTime(_timestamp);
}
