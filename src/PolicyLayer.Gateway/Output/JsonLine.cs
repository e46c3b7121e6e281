using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace PolicyLayer.Gateway.Output;

/// <summary>Writes JSON objects, one per line, and hands each line on at once.</summary>
internal sealed class JsonLine(TextWriter output)
{
    // The lines are read as JSON, never pasted into a page, so that only what JSON itself needs is escaped.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly ArrayBufferWriter<byte> _bytes = new();

    internal void Write(Action<Utf8JsonWriter> writeMembers)
    {
        _bytes.ResetWrittenCount();
        using (var json = new Utf8JsonWriter(_bytes, Options))
        {
            json.WriteStartObject();
            writeMembers(json);
            json.WriteEndObject();
        }

        // What is left unescaped but unsafe on a terminal stands inside of strings, where JSON reads these escapes as well.
        output.Write(Printable.Text(Encoding.UTF8.GetString(_bytes.WrittenSpan)) + '\n');
        output.Flush();
    }
}
