using System.Collections.Concurrent;
using PolicyLayer.Core.Telemetry;

namespace PolicyLayer.Mcp.Tests;

/// <summary>A sink that keeps what it gets.</summary>
internal sealed class KeptEvents : IDecisionSink
{
    public ConcurrentQueue<DecisionEvent> All { get; } = [];

    public void Record(DecisionEvent decision) => All.Enqueue(decision);
}
