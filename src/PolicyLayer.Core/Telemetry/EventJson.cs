using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace PolicyLayer.Core.Telemetry;

/// <summary>
/// Events as JSON, each on a line of its own. All is ASCII: whatever could move a cursor, turn text around or mean something to a
/// web page is escaped, wherever it comes from.
/// </summary>
internal static class EventJson
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.Default };

    internal static void WriteLine(IBufferWriter<byte> output, DecisionEvent decision) =>
        WriteLine(output, json => WriteMembers(json, decision));

    /// <summary>Says how many events are missing before this place.</summary>
    internal static void WriteDropped(IBufferWriter<byte> output, long count, DateTimeOffset time) =>
        WriteLine(output, json =>
        {
            json.WriteString("type"u8, "dropped");
            json.WriteString("time"u8, time.UtcDateTime);
            json.WriteNumber("count"u8, count);
        });

    private static void WriteLine(IBufferWriter<byte> output, Action<Utf8JsonWriter> writeMembers)
    {
        using (var json = new Utf8JsonWriter(output, Options))
        {
            json.WriteStartObject();
            writeMembers(json);
            json.WriteEndObject();
        }

        output.Write("\n"u8);
    }

    private static void WriteMembers(Utf8JsonWriter json, DecisionEvent decision)
    {
        json.WriteString("type"u8, "decision");
        json.WriteString("id"u8, decision.Id);
        json.WriteString("time"u8, decision.Time.UtcDateTime);
        json.WriteString("server"u8, decision.Server);
        json.WriteString("grant"u8, decision.Grant);
        json.WriteString("session"u8, decision.Session);
        json.WriteString("tool"u8, decision.Tool);
        json.WriteStartArray("argument_keys"u8);
        foreach (var key in decision.ArgumentKeys)
            json.WriteStringValue(key);
        json.WriteEndArray();
        json.WriteNumber("argument_count"u8, decision.ArgumentCount);
        json.WriteNumber("duration_us"u8, decision.Duration.Ticks / (decimal)TimeSpan.TicksPerMicrosecond);
        WritePolicy(json, decision);
        EventDecisionJson.Write(json, decision);
        WriteApproval(json, decision.Approval);
        EventTraceJson.Write(json, decision);
    }

    private static void WriteApproval(Utf8JsonWriter json, ApprovalTrace? approval)
    {
        if (approval is null)
        {
            json.WriteNull("approval"u8);
            return;
        }

        json.WriteStartObject("approval"u8);
        json.WriteString("ticket"u8, approval.Ticket);
        json.WriteString("answer"u8, EventWords.Of(approval));
        json.WriteString("by"u8, approval.By);
        json.WriteEndObject();
    }

    private static void WritePolicy(Utf8JsonWriter json, DecisionEvent decision)
    {
        if (decision.PolicyVersion is not { } version)
        {
            json.WriteNull("policy"u8);
            return;
        }

        json.WriteStartObject("policy"u8);
        json.WriteString("name"u8, decision.PolicyName);
        json.WriteString("hash"u8, decision.PolicyHash);
        json.WriteNumber("version"u8, version);
        json.WriteEndObject();
    }
}
