namespace PolicyLayer.Benchmarks.Soak;

/// <summary>
/// Whether every half-open interval of one length saw at most so much. Keeps the admissions of one interval only.
/// </summary>
internal sealed class IntervalAudit(TimeSpan length, long max) : IAudit
{
    private readonly PriorityQueue<long, long> _costsByStart = new();
    private long _total;

    public bool IsViolatedBy(in Admission admission)
    {
        // The interval that ends with this admission: whatever may have counted before it is no proof.
        _costsByStart.Enqueue(admission.Cost, admission.Start);
        _total += admission.Cost;
        while (_costsByStart.TryPeek(out var cost, out var start) && start <= admission.End - length.Ticks)
        {
            _costsByStart.Dequeue();
            _total -= cost;
        }

        return _total > max;
    }
}
