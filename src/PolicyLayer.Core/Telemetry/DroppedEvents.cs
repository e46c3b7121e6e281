namespace PolicyLayer.Core.Telemetry;

/// <summary>How many events were dropped and not yet reported in the file.</summary>
/// <param name="sink">Whose events.</param>
/// <param name="instruments">Counts each of them once, whatever becomes of the report.</param>
internal sealed class DroppedEvents(string sink, DecisionInstruments instruments)
{
    private readonly Lock _gate = new();
    private long _unreported;
    private bool _hasOverflowed;

    internal void Add(long count)
    {
        if (count == 0)
            return;

        PutBack(count);
        instruments.CountDropped(sink, count);
    }

    /// <summary>Adds one that the queue had no room for.</summary>
    internal void AddOverflow()
    {
        lock (_gate)
            _hasOverflowed = true;
        Add(1);
    }

    /// <summary>Whether the queue had no room for an event since this was asked last.</summary>
    internal bool TakeOverflow()
    {
        lock (_gate)
        {
            var hasOverflowed = _hasOverflowed;
            _hasOverflowed = false;
            return hasOverflowed;
        }
    }

    /// <summary>Takes the number, to report it.</summary>
    internal long Take()
    {
        lock (_gate)
        {
            var count = _unreported;
            _unreported = 0;
            return count;
        }
    }

    /// <summary>Gives back a number that could not be reported.</summary>
    internal void PutBack(long count)
    {
        lock (_gate)
            _unreported += count;
    }
}
