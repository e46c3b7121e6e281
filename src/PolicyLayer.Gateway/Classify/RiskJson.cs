using System.Text.Json;
using PolicyLayer.Core.Risk;

namespace PolicyLayer.Gateway.Classify;

/// <summary>The risk of a tool as JSON members, the same wherever the command writes one.</summary>
internal static class RiskJson
{
    internal static void WriteMembers(Utf8JsonWriter json, ToolRisk risk)
    {
        json.WriteString("name"u8, risk.Tool);
        json.WriteString("category"u8, risk.Category.ToString());
        json.WriteString("severity"u8, RiskWords.Severity(risk.Severity));
        json.WriteNumber("confidence"u8, risk.Confidence);
        json.WriteStartArray("evidence"u8);
        foreach (var evidence in risk.Evidence)
            json.WriteStringValue(evidence.ToString());
        json.WriteEndArray();
        json.WriteStartArray("signals"u8);
        foreach (var signal in risk.Signals)
            json.WriteStringValue(RiskWords.Signal(signal));
        json.WriteEndArray();
    }
}
