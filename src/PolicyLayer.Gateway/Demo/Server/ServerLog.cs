using PolicyLayer.Core;
using PolicyLayer.Gateway.Output;

namespace PolicyLayer.Gateway.Demo.Server;

/// <summary>What the server's host knows and the agent does not: one JSON object per line on standard error.</summary>
internal sealed class ServerLog(TextWriter error)
{
    private readonly Lock _gate = new();
    private readonly JsonLine _line = new(error);

    internal void Ready(IEnumerable<string> tools)
    {
        lock (_gate)
        {
            _line.Write(json =>
            {
                json.WriteString(DemoProtocol.Event, DemoProtocol.Ready);
                json.WriteStartArray("tools");
                foreach (var tool in tools)
                    json.WriteStringValue(tool);
                json.WriteEndArray();
            });
        }
    }

    internal void Decision(string tool, PolicyDecision decision)
    {
        lock (_gate)
        {
            _line.Write(json =>
            {
                json.WriteString(DemoProtocol.Event, DemoProtocol.Decision);
                json.WriteString("tool", tool);
                DecisionJson.WriteMembers(json, decision);
            });
        }
    }

    internal void ClockMoved()
    {
        lock (_gate)
            _line.Write(json => json.WriteString(DemoProtocol.Event, DemoProtocol.ClockMoved));
    }
}
