namespace PolicyLayer.Core.Telemetry;

/// <summary>How many events were dropped and not yet reported in the file.</summary>
/// <param name="sink">Whose events.</param>
/// <param name="instruments">Counts each of them once, whatever becomes of the report.</param>
internal sealed class DroppedEvents(string sink, DecisionInstruments instruments)
{
    private readonly Lock _gate = new();
    private long _unreported;

    internal void Add(long count)
    {
        if (count == 0)
            return;

        PutBack(count);
        instruments.CountDropped(sink, count);
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
