using System.Text.Json;
using PolicyLayer.Core;
using PolicyLayer.Gateway.Output;

namespace PolicyLayer.Gateway.Explain;

/// <summary>A trace as JSON members.</summary>
internal static class TraceJson
{
    internal static void WriteMembers(Utf8JsonWriter json, string tool, DecisionTrace trace, bool withValues)
    {
        json.WriteString("tool"u8, tool);
        json.WriteStartObject("decision"u8);
        DecisionJson.WriteMembers(json, trace.Decision);
        json.WriteEndObject();
        Write(json, "step"u8, OrderStep.Of(trace.Decision.Shadow?.Code ?? trace.Decision.Code));

        Write(json, "rules"u8, trace.Rules, withValues);
        Write(json, "approvals"u8, trace.Approvals, withValues);
        json.WriteStartArray("limits"u8);
        foreach (var limit in trace.Limits)
            Write(json, limit);
        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, ReadOnlySpan<byte> name, IReadOnlyList<RuleTrace> rules, bool withValues)
    {
        json.WriteStartArray(name);
        foreach (var rule in rules)
            Write(json, rule, withValues);
        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, RuleTrace rule, bool withValues)
    {
        json.WriteStartObject();
        json.WriteString("rule"u8, rule.Rule);
        json.WriteString("result"u8, TraceWords.Result(rule.Judgement));
        json.WriteBoolean("stops"u8, rule.Stops);
        json.WriteStartArray("conditions"u8);
        foreach (var condition in rule.Conditions)
            Write(json, condition, withValues);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, ConditionTrace condition, bool withValues)
    {
        json.WriteStartObject();
        json.WriteString("path"u8, condition.Path);
        json.WriteString("op"u8, condition.Operator);
        json.WriteString("result"u8, TraceWords.Result(condition.Judgement));
        json.WriteString("why"u8, TraceWords.Why(condition.Judgement));
        json.WriteString("type"u8, TraceWords.Type(condition));
        Write(json, "elements"u8, condition.Elements);
        Write(json, "deciding_element"u8, condition.DecidingElement);
        if (withValues)
            json.WriteString("value"u8, condition.Value);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, LimitTrace limit)
    {
        json.WriteStartObject();
        json.WriteString("rule"u8, limit.Rule);
        json.WriteString("counter"u8, limit.Counter);
        json.WriteString("result"u8, TraceWords.Result(limit.CostJudgement));
        json.WriteString("why"u8, TraceWords.Why(limit.CostJudgement));
        Write(json, "cost"u8, limit.Cost);
        json.WriteString("cost_from"u8, limit.CostPath);
        json.WriteString("cost_type"u8, TraceWords.CostType(limit));
        json.WriteNumber("capacity"u8, limit.Capacity);
        Write(json, "remaining"u8, limit.Remaining);
        Write(json, "reset_ms"u8, limit.Reset is { } reset ? DecisionJson.WholeMilliseconds(reset) : null);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, ReadOnlySpan<byte> name, long? number)
    {
        if (number is { } known)
            json.WriteNumber(name, known);
        else
            json.WriteNull(name);
    }

    private static void Write(Utf8JsonWriter json, ReadOnlySpan<byte> name, IReadOnlyList<int> place)
    {
        if (place.Count == 0)
        {
            json.WriteNull(name);
            return;
        }

        json.WriteStartArray(name);
        foreach (var index in place)
            json.WriteNumberValue(index);
        json.WriteEndArray();
    }
}
