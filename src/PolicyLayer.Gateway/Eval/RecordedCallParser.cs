using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Unicode;
using PolicyLayer.Core;

namespace PolicyLayer.Gateway.Eval;

/// <summary>
/// Reads one line of a calls file. Whatever is not exactly such a line becomes a malformed call, which the engine denies: a
/// misspelt member must not turn into a call without it.
/// </summary>
internal static class RecordedCallParser
{
    internal const string DefaultServer = "default";
    internal const string DefaultGrant = "default";

    private static readonly JsonDocumentOptions Strict = new()
    {
        AllowDuplicateProperties = false,

        // How deep arguments may be is the engine's to say; this bound only has to lie well beyond it.
        MaxDepth = 512,
    };

    internal static RecordedCall Parse(ReadOnlySpan<byte> line)
    {
        if (!Utf8.IsValid(line))
            return Malformed();
        try
        {
            var json = JsonElement.Parse(line, Strict);
            return json.ValueKind == JsonValueKind.Object ? Read(json) : Malformed();
        }
        catch (JsonException)
        {
            return Malformed();
        }
        catch (InvalidOperationException)
        {
            // How the reader refuses the name of a member with half a surrogate pair.
            return Malformed();
        }
    }

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

    private static RecordedCall Read(JsonElement line)
    {
        string? tool = null, server = null, grant = null, session = null;
        JsonElement arguments = default, facts = default;
        DateTimeOffset? at = null;
        DispatchResult? result = DispatchResult.Succeeded;
        var isCall = true;

        foreach (var member in line.EnumerateObject())
        {
            isCall &= member.Name switch
            {
                "tool" => TryReadText(member.Value, out tool),
                "arguments" => Keep(member.Value, out arguments),
                "server" => TryReadOptionalText(member.Value, out server),
                "grant" => TryReadOptionalText(member.Value, out grant),
                "session" => TryReadOptionalText(member.Value, out session),
                "context" => TryReadFacts(member.Value, out facts),
                "at" => TryReadTime(member.Value, out at),
                "result" => TryReadResult(member.Value, out result),
                _ => false,
            };
        }

        if (!isCall || tool is null)
            return Malformed(at);
        var caller = new CallerContext(server ?? DefaultServer, grant ?? DefaultGrant, session, facts);
        return new(new ToolCall(tool, arguments, caller), at, result);
    }

    /// <summary>A call that the engine itself finds malformed, so that its code and message come from there.</summary>
    private static RecordedCall Malformed(DateTimeOffset? at = null) =>
        new(ToolCall.Parse([], new CallerContext(DefaultServer, DefaultGrant)), at);

    private static bool Keep(JsonElement value, out JsonElement kept)
    {
        kept = value;
        return true;
    }

    private static bool TryReadOptionalText(JsonElement value, out string? text)
    {
        text = null;
        return value.ValueKind == JsonValueKind.Null || TryReadText(value, out text);
    }

    private static bool TryReadFacts(JsonElement value, out JsonElement facts)
    {
        facts = value.ValueKind == JsonValueKind.Object ? value : default;
        return value.ValueKind is JsonValueKind.Object or JsonValueKind.Null;
    }

    private static bool TryReadTime(JsonElement value, out DateTimeOffset? at)
    {
        at = RecordedTime.TryRead(value, out var time) ? time : null;
        return at is not null || value.ValueKind == JsonValueKind.Null;
    }

    private static bool TryReadResult(JsonElement value, out DispatchResult? result)
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
