using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;

namespace PolicyLayer.Core.Tests.Telemetry;

/// <summary>A listener for the metrics of one container.</summary>
internal sealed class HeardMetrics : IDisposable
{
    private readonly MeterListener _listener = new();

    internal HeardMetrics(IServiceProvider services, bool isBroken = false)
    {
        var factory = services.GetRequiredService<IMeterFactory>();
        services.GetRequiredService<IPolicyEvaluator>();
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == "PolicyLayer" && instrument.Meter.Scope == factory)
                listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Hear(instrument, value, tags, isBroken));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Hear(instrument, value, tags, isBroken));
        _listener.Start();
    }

    internal ConcurrentQueue<(string Name, double Value, Dictionary<string, object?> Tags)> All { get; } = [];

    /// <summary>Is told of each measurement, on the thread that makes it.</summary>
    internal Action<string> OnHeard { get; set; } = _ => { };

    public void Dispose() => _listener.Dispose();

    internal double Sum(string name, string tag, object? value) =>
        All.Where(heard => heard.Name == name && Equals(heard.Tags.GetValueOrDefault(tag), value)).Sum(heard => heard.Value);

    private void Hear(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags, bool isBroken)
    {
        if (isBroken)
            throw new InvalidOperationException("The listener is broken.");
        All.Enqueue((instrument.Name, value, tags.ToArray().ToDictionary()));
        OnHeard(instrument.Name);
    }
}
