using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace PolicyLayer.Core.Telemetry;

/// <summary>
/// The metrics and traces of decisions. What a caller can choose at will, such as a tool's name, is told on a trace alone: each
/// value of a metric's attribute costs memory in whatever collects it.
/// </summary>
internal sealed class DecisionInstruments : IDisposable
{
    internal const string Name = "PolicyLayer";

    private static readonly double[] SecondsOfBuckets =
        [1e-7, 2.5e-7, 5e-7, 1e-6, 2.5e-6, 5e-6, 1e-5, 2.5e-5, 5e-5, 1e-4, 1e-3, 1e-2, 1e-1, 1];

    private readonly ActivitySource _traces = new(Name);
    private readonly Meter _meter;
    private readonly Counter<long> _decisions;
    private readonly Histogram<double> _durations;
    private readonly Counter<long> _dropped;

    public DecisionInstruments(IMeterFactory? meters)
    {
        _meter = meters?.Create(new MeterOptions(Name)) ?? new(Name);
        _decisions = _meter.CreateCounter<long>(
            "policylayer.decisions", "{decision}", "Decisions about tool calls.");
        _durations = _meter.CreateHistogram(
            "policylayer.decision.duration", "s", "How long a decision took.", tags: null, new InstrumentAdvice<double>
            {
                HistogramBucketBoundaries = SecondsOfBuckets,
            });
        _dropped = _meter.CreateCounter<long>(
            "policylayer.events.dropped", "{event}", "Decision events that a sink did not take.");
    }

    internal bool IsListening => _decisions.Enabled || _durations.Enabled || _traces.HasListeners();

    public void Dispose()
    {
        _traces.Dispose();
        _meter.Dispose();
    }

    internal Activity? Start() => _traces.StartActivity("policylayer.decision");

    internal void Count(in PolicyDecision decision, TimeSpan? duration)
    {
        var outcome = new KeyValuePair<string, object?>("policylayer.outcome", EventWords.Of(decision.Outcome));
        var judged = decision.JudgedVerdict;
        _decisions.Add(
            1,
            outcome,
            new("policylayer.code", judged.Code),
            new("policylayer.shadow", decision.Shadow is not null));
        if (duration is { } known)
            _durations.Record(known.TotalSeconds, outcome);
    }

    internal void CountDropped(string sink, long count) =>
        _dropped.Add(count, new KeyValuePair<string, object?>("policylayer.sink", sink));
}
