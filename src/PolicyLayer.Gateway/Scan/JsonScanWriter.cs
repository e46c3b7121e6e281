using PolicyLayer.Gateway.Classify;
using PolicyLayer.Gateway.Output;

namespace PolicyLayer.Gateway.Scan;

/// <summary>Writes a scan as one line of JSON.</summary>
internal sealed class JsonScanWriter(TextWriter output) : IScanWriter
{
    private readonly JsonLine _line = new(output);

    public void Write(ScannedServer server, string? policyPath) => _line.Write(json =>
    {
        var rules = RuleWords.Of(server.Policy);
        json.WriteStartObject("server"u8);
        json.WriteString("name"u8, server.Name);
        json.WriteString("version"u8, server.Version);
        json.WriteEndObject();
        json.WriteStartObject("counts"u8);
        foreach (var (category, count) in server.Counts)
            json.WriteNumber(category.ToString(), count);
        json.WriteEndObject();
        json.WriteString("policy"u8, policyPath);
        json.WriteStartArray("tools"u8);
        foreach (var tool in server.Tools)
        {
            json.WriteStartObject();
            RiskJson.WriteMembers(json, tool);
            json.WriteString("recommended"u8, rules.For(tool));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });
}
