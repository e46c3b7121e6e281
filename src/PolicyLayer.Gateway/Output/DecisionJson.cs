using System.Text.Json;
using PolicyLayer.Core;

namespace PolicyLayer.Gateway.Output;

/// <summary>A decision as JSON members, the same wherever the command writes one.</summary>
internal static class DecisionJson
{
    internal static void WriteMembers(Utf8JsonWriter json, in PolicyDecision decision)
    {
        json.WriteString("outcome"u8, Outcome(decision.Outcome));
        json.WriteString("code"u8, decision.Code);
        json.WriteString("rule"u8, decision.Rule);
        json.WriteString("message"u8, decision.Message);
        if (decision.RetryAfter is { } wait)
            json.WriteNumber("retry_after_ms"u8, WholeMilliseconds(wait));
        else
            json.WriteNull("retry_after_ms"u8);

        json.WriteStartArray("limits"u8);
        foreach (var usage in decision.Usage)
        {
            json.WriteStartObject();
            json.WriteString("counter"u8, usage.Counter);
            json.WriteNumber("remaining"u8, usage.Remaining);
            json.WriteNumber("reset_ms"u8, WholeMilliseconds(usage.Reset));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    internal static string Outcome(PolicyOutcome outcome) => outcome switch
    {
        PolicyOutcome.Allow => "allow",
        PolicyOutcome.RateLimited => "rate_limited",
        PolicyOutcome.ApprovalRequired => "approval_required",
        _ => "deny",
    };

    /// <summary>Rounded up, so that waiting that long is always long enough.</summary>
    internal static long WholeMilliseconds(TimeSpan time) =>
        (time.Ticks + TimeSpan.TicksPerMillisecond - 1) / TimeSpan.TicksPerMillisecond;
}
