using System.Text.Json;
using PolicyLayer.Core;

namespace PolicyLayer.Gateway.Output;

/// <summary>A decision as JSON members, the same wherever the command writes one.</summary>
internal static class DecisionJson
{
    internal static void WriteMembers(Utf8JsonWriter json, in PolicyDecision decision)
    {
        WriteReason(json, decision.Outcome, decision.Code, decision.Rule, decision.Message);
        WriteLimits(json, decision.RetryAfter, decision.Usage);
        if (decision.Shadow is not { } shadow)
            return;

        json.WriteStartObject("shadow"u8);
        WriteReason(json, shadow.Outcome, shadow.Code, shadow.Rule, shadow.Message);
        WriteLimits(json, shadow.RetryAfter, shadow.Usage);
        json.WriteEndObject();
    }

    private static void WriteReason(Utf8JsonWriter json, PolicyOutcome outcome, string code, string rule, string message)
    {
        json.WriteString("outcome"u8, Outcome(outcome));
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
