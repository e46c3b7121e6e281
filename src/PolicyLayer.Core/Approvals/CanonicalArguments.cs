using System.Buffers;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using PolicyLayer.Core.Evaluation;

namespace PolicyLayer.Core.Approvals;

/// <summary>
/// Arguments in the one form that they are approved in: no white space, keys sorted ordinally at every depth, strings with the same
/// escapes however they were written, numbers as they are written.
/// </summary>
/// <remarks>Two calls have the same form if, and only if, every reader finds the same in them.</remarks>
internal sealed class CanonicalArguments
{
    private readonly Utf8JsonWriter _json;

    private CanonicalArguments(Utf8JsonWriter json) => _json = json;

    /// <summary>
    /// Writes arguments in their canonical form: empty if there are none, which is not the same as an empty object.
    /// <see langword="null"/> if readers could disagree about them: a key stands twice, or a text is not Unicode.
    /// </summary>
    internal static string? Of(in ToolArguments arguments)
    {
        var text = new ArrayBufferWriter<byte>();

        // The encoder by default writes ASCII only, and no control characters: what a person is shown hides nothing.
        using var json = new Utf8JsonWriter(text, new JsonWriterOptions { MaxDepth = 128, SkipValidation = true });
        if (!new CanonicalArguments(json).TryWrite(arguments))
            return null;

        json.Flush();
        return Encoding.UTF8.GetString(text.WrittenSpan);
    }

    private bool TryWrite(in ToolArguments arguments)
    {
        if (arguments.Members is { } members)
            return TryWriteMembers([.. members.Select(static member => (member.Key, member.Value))]);
        return arguments.Value.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null || TryWrite(arguments.Value);
    }

    private bool TryWrite(JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                return TryWriteObject(value);
            case JsonValueKind.Array:
                return TryWriteArray(value);
            case JsonValueKind.String:
                return TryWriteText(value);
            default:
                _json.WriteRawValue(JsonMarshal.GetRawUtf8Value(value), skipInputValidation: true);
                return true;
        }
    }

    private bool TryWriteObject(in JsonElement value)
    {
        var members = new List<(string Key, JsonElement Value)>(value.GetPropertyCount());
        foreach (var member in value.EnumerateObject())
        {
            // Before it is decoded, which would put one character in the place of many different broken ones.
            if (!EscapedText.IsWellFormed(JsonMarshal.GetRawUtf8PropertyName(member)))
                return false;
            members.Add((member.Name, member.Value));
        }

        return TryWriteMembers(members);
    }

    private bool TryWriteMembers(List<(string Key, JsonElement Value)> members)
    {
        members.Sort(static (one, other) => string.CompareOrdinal(one.Key, other.Key));
        _json.WriteStartObject();
        for (var i = 0; i < members.Count; i++)
        {
            var (key, value) = members[i];
            if ((i > 0 && key == members[i - 1].Key) || !IsWellFormed(key))
                return false;

            _json.WritePropertyName(key);
            if (!TryWrite(value))
                return false;
        }

        _json.WriteEndObject();
        return true;
    }

    private bool TryWriteArray(in JsonElement value)
    {
        _json.WriteStartArray();
        foreach (var element in value.EnumerateArray())
        {
            if (!TryWrite(element))
                return false;
        }

        _json.WriteEndArray();
        return true;
    }

    private bool TryWriteText(JsonElement value)
    {
        if (!EscapedText.IsWellFormed(new WrittenValue(in value)))
            return false;

        _json.WriteStringValue(value.GetString());
        return true;
    }

    private static bool IsWellFormed(ReadOnlySpan<char> key)
    {
        while (!key.IsEmpty)
        {
            if (Rune.DecodeFromUtf16(key, out _, out var length) != OperationStatus.Done)
                return false;
            key = key[length..];
        }

        return true;
    }
}
