using PolicyLayer.Core.Telemetry;

namespace PolicyLayer.Core.Tests.Telemetry;

/// <summary>A sink of a host that fails wherever it can.</summary>
internal sealed class BrokenSink : IDecisionSink
{
    public bool IsEnabled(PolicyOutcome outcome) => throw new InvalidOperationException("The sink is broken.");

    public void Record(DecisionEvent decision) => throw new InvalidOperationException("The sink is broken.");
}
