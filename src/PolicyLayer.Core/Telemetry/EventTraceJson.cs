using System.Text.Json;

namespace PolicyLayer.Core.Telemetry;

/// <summary>What an event says of rules, conditions and limits as JSON; <c>null</c> for what was not recorded.</summary>
internal static class EventTraceJson
{
    internal static void Write(Utf8JsonWriter json, DecisionEvent decision)
    {
        WriteList(json, "rules"u8, decision.Rules, WriteRule);
        WriteList(json, "approvals"u8, decision.Approvals, WriteRule);
        WriteList(json, "limits"u8, decision.Limits, WriteLimit);
    }

    private static void WriteList<T>(
        Utf8JsonWriter json, ReadOnlySpan<byte> name, IReadOnlyList<T>? items, Action<Utf8JsonWriter, T> write)
    {
        if (items is null)
        {
            json.WriteNull(name);
            return;
        }

        json.WriteStartArray(name);
        foreach (var item in items)
        {
            json.WriteStartObject();
            write(json, item);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteRule(Utf8JsonWriter json, RuleTrace rule)
    {
        json.WriteString("rule"u8, rule.Rule);
        json.WriteString("result"u8, EventWords.Of(rule.Judgement));
        json.WriteBoolean("stops"u8, rule.Stops);
        WriteList(json, "conditions"u8, rule.Conditions, WriteCondition);
    }

    private static void WriteCondition(Utf8JsonWriter json, ConditionTrace condition)
    {
        json.WriteString("path"u8, condition.Path);
        json.WriteString("op"u8, condition.Operator);
        json.WriteString("result"u8, EventWords.Of(condition.Judgement));
        json.WriteString("why"u8, EventWords.Why(condition.Judgement));
        json.WriteString("type"u8, condition.IsAbsent ? "absent" : EventWords.Of(condition.ValueKind));
        WriteNumber(json, "elements"u8, condition.Elements);
        if (condition.DecidingElement.Count == 0)
        {
            json.WriteNull("deciding_element"u8);
            return;
        }

        json.WriteStartArray("deciding_element"u8);
        foreach (var index in condition.DecidingElement)
            json.WriteNumberValue(index);
        json.WriteEndArray();
    }

    private static void WriteLimit(Utf8JsonWriter json, LimitTrace limit)
    {
        var isAbsent = limit is { CostPath: not null, CostJudgement: Judgement.Fails, CostKind: JsonValueKind.Undefined };
        json.WriteString("rule"u8, limit.Rule);
        json.WriteString("counter"u8, limit.Counter);
        json.WriteString("result"u8, EventWords.Of(limit.CostJudgement));
        json.WriteString("why"u8, EventWords.Why(limit.CostJudgement));
        WriteNumber(json, "cost"u8, limit.Cost);
        json.WriteString("cost_from"u8, limit.CostPath);
        json.WriteString("cost_type"u8, isAbsent ? "absent" : EventWords.Of(limit.CostKind));
        json.WriteNumber("capacity"u8, limit.Capacity);
        WriteNumber(json, "remaining"u8, limit.Remaining);
        WriteNumber(json, "reset_ms"u8, limit.Reset is { } reset ? EventDecisionJson.WholeMilliseconds(reset) : null);
    }

    private static void WriteNumber(Utf8JsonWriter json, ReadOnlySpan<byte> name, long? number)
    {
        if (number is { } known)
            json.WriteNumber(name, known);
        else
            json.WriteNull(name);
    }
}
