namespace PolicyLayer.Benchmarks.Soak;

/// <summary>Whether every calendar window saw at most so much.</summary>
internal sealed class CalendarAudit(TimeSpan window, long max) : IAudit
{
    private long _current;
    private long _total;

    public bool IsViolatedBy(in Admission admission)
    {
        var ended = admission.End / window.Ticks;
        if (ended != _current)
            (_current, _total) = (ended, 0);

        // What began in an earlier window may have counted there.
        if (admission.Start / window.Ticks == ended)
            _total += admission.Cost;
        return _total > max;
    }
}
