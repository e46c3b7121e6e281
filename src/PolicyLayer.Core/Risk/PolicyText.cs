using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace PolicyLayer.Core.Risk;

/// <summary>Writes a policy document for people to read on.</summary>
internal static class PolicyText
{
    // A document is read as JSON, never pasted into a page, so that only what JSON itself needs is escaped.
    private static readonly JsonWriterOptions Options = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Indented = true,
        NewLine = "\n",
    };

    internal static string Write(JsonObject policy)
    {
        var utf8 = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(utf8, Options))
            policy.WriteTo(json);
        return Encoding.UTF8.GetString(utf8.WrittenSpan) + "\n";
    }
}
