using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace PolicyLayer.Core.Risk;

/// <summary>Writes a policy document for people to read on, indented unless that alone would make it too long to load.</summary>
internal static class PolicyText
{
    private const int MaxBytes = 1 << 20;

    // A document is read as JSON, never pasted into a page, so that only what JSON itself needs is escaped.
    private static readonly JsonWriterOptions Options = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Indented = true,
        NewLine = "\n",
    };

    internal static string Write(JsonObject policy)
    {
        var indented = Write(policy, Options);
        var utf8 = indented.WrittenCount < MaxBytes ? indented : Write(policy, Options with { Indented = false });
        return Encoding.UTF8.GetString(utf8.WrittenSpan) + "\n";
    }

    private static ArrayBufferWriter<byte> Write(JsonObject policy, JsonWriterOptions options)
    {
        var utf8 = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(utf8, options))
            policy.WriteTo(json);
        return utf8;
    }
}
