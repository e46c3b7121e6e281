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

    private static RecordedCall Read(JsonElement line)
    {
        string? tool = null, server = null, grant = null, session = null;
        JsonElement facts = default;
        DateTimeOffset? at = null;
        DispatchResult? result = DispatchResult.Succeeded;
        var isCall = true;

        // Of any kind: whether they are what arguments may be is the engine's to say.
        line.TryGetProperty("arguments"u8, out var arguments);
        foreach (var member in line.EnumerateObject())
        {
            isCall &= member.Name switch
            {
                "tool" => RecordedValue.TryReadText(member.Value, out tool),
                "arguments" => true,
                "server" => RecordedValue.TryReadOptionalText(member.Value, out server),
                "grant" => RecordedValue.TryReadOptionalText(member.Value, out grant),
                "session" => RecordedValue.TryReadOptionalText(member.Value, out session),
                "context" => RecordedValue.TryReadFacts(member.Value, out facts),
                "at" => RecordedValue.TryReadTime(member.Value, out at),
                "result" => RecordedValue.TryReadResult(member.Value, out result),
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
}
