using System.Collections.Concurrent;
using PolicyLayer.Core.Telemetry;

namespace PolicyLayer.Core.Tests.Telemetry;

/// <summary>A sink that keeps what it gets.</summary>
internal sealed class KeptEvents : IDecisionSink
{
    internal ConcurrentQueue<DecisionEvent> All { get; } = [];

    internal PolicyOutcome[] Wanted { get; init; } = Enum.GetValues<PolicyOutcome>();

    internal DecisionEvent Only => Assert.Single(All);

    public bool IsEnabled(PolicyOutcome outcome) => Wanted.Contains(outcome);

    public void Record(DecisionEvent decision) => All.Enqueue(decision);
}
