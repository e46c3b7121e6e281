using PolicyLayer.Conformance.Tests.Reference.Reading;

namespace PolicyLayer.Conformance.Tests.Reference.Counting;

/// <summary>A call's charge to one counter, before or after it was made.</summary>
internal sealed record CounterUse(Limit Limit, Counter Counter, long Cost)
{
    private Charge? _charge;

    /// <summary>What the counter says; a cost of 0 always passes.</summary>
    internal CounterReading Read(Instant now)
    {
        var reading = Counter.Read(now, Cost);
        return Cost == 0 ? reading with { MayAdmit = true, MustAdmit = true, Wait = default } : reading;
    }

    internal void Charge(Instant now)
    {
        if (Cost > 0)
            _charge = Counter.Charge(now, Cost);
    }

    /// <summary>Ends the charge, which may have ended before.</summary>
    internal void Complete(string result, Instant now)
    {
        if (result == "not_dispatched" ? Limit.Refund != "never" : result == "error" && Limit.Refund == "on_error")
            Undo(now);
        _charge = null;
    }

    /// <summary>Gives back what was charged to a call that was not admitted after all.</summary>
    internal void Undo(Instant now)
    {
        if (_charge is not null)
            Counter.GiveBack(_charge, now);
        _charge = null;
    }
}
