using Microsoft.Extensions.Internal;

namespace PolicyLayer.Mcp;

/// <summary>Lets a cache tell time by the host's clock.</summary>
internal sealed class CacheClock(TimeProvider timeProvider) : ISystemClock
{
    public DateTimeOffset UtcNow => timeProvider.GetUtcNow();
}
