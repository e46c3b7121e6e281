using Microsoft.Extensions.Primitives;

namespace PolicyLayer.Core.DependencyInjection;

/// <summary>
/// Tells when to look again at what cannot tell of its changes. Files are among that: notifications are lost on network and
/// container mounts and when a link on the way is swapped, and a replaced file may keep its time stamp; its bytes never lie.
/// </summary>
internal sealed class PollTicks(TimeProvider timeProvider)
{
    internal static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    private readonly Lock _gate = new();
    private CancellationChangeToken? _next;

    /// <summary>A token that fires within the interval; all who wait share it.</summary>
    internal IChangeToken Next()
    {
        lock (_gate)
        {
            if (_next is null or { HasChanged: true })
                _next = new(new CancellationTokenSource(Interval, timeProvider).Token);
            return _next;
        }
    }
}
