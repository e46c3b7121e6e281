using PolicyLayer.Core.Limits;

namespace PolicyLayer.Interleaving.Tests.Naive;

/// <summary>A counter that admits one call in a window, and says nothing of whether it is still in use.</summary>
internal sealed class NaiveCounter(long window)
{
    private long? _admitted;

    internal bool IsClosed(long now) => _admitted is not { } time || now - time >= window;

    internal void Open() => _admitted = null;

    internal bool TryCharge(long now)
    {
        if (!IsClosed(now))
            return false;

        Core.Limits.Interleaving.At(Step.RoomFound);
        _admitted = now;
        return true;
    }
}
