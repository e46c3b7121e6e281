using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using PolicyLayer.Core;

namespace PolicyLayer.Gateway.Eval;

/// <summary>Reads the values of a line's members. Where a member may be left out, <c>null</c> says the same.</summary>
internal static class RecordedValue
{
    internal static bool TryReadText(JsonElement value, [NotNullWhen(true)] out string? text)
    {
        text = null;
        if (value.ValueKind != JsonValueKind.String)
            return false;
        try
        {
            text = value.GetString()!;
            return true;
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair is JSON, but no text.
            return false;
        }
    }

    internal static bool TryReadOptionalText(JsonElement value, out string? text)
    {
        text = null;
        return value.ValueKind == JsonValueKind.Null || TryReadText(value, out text);
    }

    internal static bool TryReadFacts(JsonElement value, out JsonElement facts)
    {
        facts = value.ValueKind == JsonValueKind.Object ? value : default;
        return value.ValueKind is JsonValueKind.Object or JsonValueKind.Null;
    }

    internal static bool TryReadTime(JsonElement value, out DateTimeOffset? at)
    {
        at = RecordedTime.TryRead(value, out var time) ? time : null;
        return at is not null || value.ValueKind == JsonValueKind.Null;
    }

    internal static bool TryReadResult(JsonElement value, out DispatchResult? result)
    {
        result = DispatchResult.Succeeded;
        if (value.ValueKind == JsonValueKind.Null)
            return true;
        if (!TryReadText(value, out var text))
            return false;
        result = text switch
        {
            "error" => DispatchResult.Failed,
            "not_dispatched" => DispatchResult.NotDispatched,
            "abandoned" => null,
            _ => DispatchResult.Succeeded,
        };
        return text is "ok" or "error" or "not_dispatched" or "abandoned";
    }
}
