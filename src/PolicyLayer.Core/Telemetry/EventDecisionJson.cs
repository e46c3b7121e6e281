using System.Text.Json;

namespace PolicyLayer.Core.Telemetry;

/// <summary>The decision of an event as JSON.</summary>
internal static class EventDecisionJson
{
    internal static void Write(Utf8JsonWriter json, DecisionEvent decision)
    {
        json.WriteStartObject("decision"u8);
        WriteReason(json, decision.Outcome, decision.Code, decision.Rule, decision.Message);
        WriteLimits(json, decision.RetryAfter, decision.Usage);
        if (decision.Shadow is { } shadow)
        {
            json.WriteStartObject("shadow"u8);
            WriteReason(json, shadow.Outcome, shadow.Code, shadow.Rule, shadow.Message);
            WriteLimits(json, shadow.RetryAfter, shadow.Usage);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    internal static long WholeMilliseconds(TimeSpan time) =>
        (time.Ticks + TimeSpan.TicksPerMillisecond - 1) / TimeSpan.TicksPerMillisecond;

    private static void WriteReason(Utf8JsonWriter json, PolicyOutcome outcome, string code, string rule, string message)
    {
        json.WriteString("outcome"u8, EventWords.Of(outcome));
        json.WriteString("code"u8, code);
        json.WriteString("rule"u8, rule);
        json.WriteString("message"u8, message);
    }

    private static void WriteLimits(Utf8JsonWriter json, TimeSpan? retryAfter, IReadOnlyList<LimitUsage> limits)
    {
        if (retryAfter is { } wait)
            json.WriteNumber("retry_after_ms"u8, WholeMilliseconds(wait));
        else
            json.WriteNull("retry_after_ms"u8);

        json.WriteStartArray("limits"u8);
        foreach (var usage in limits)
        {
            json.WriteStartObject();
            json.WriteString("counter"u8, usage.Counter);
            json.WriteNumber("remaining"u8, usage.Remaining);
            json.WriteNumber("reset_ms"u8, WholeMilliseconds(usage.Reset));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
