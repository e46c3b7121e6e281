using System.Text.Json;
using System.Text.Json.Serialization;

namespace PolicyLayer.Conformance.Tests;

/// <summary>Reads a number, or an array of the two bounds.</summary>
internal sealed class MillisecondsConverter : JsonConverter<Milliseconds>
{
    public override Milliseconds Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.Number)
            return new(reader.GetDouble(), reader.GetDouble());

        return JsonSerializer.Deserialize<double[]>(ref reader, options) is [var from, var to] && from < to
            ? new(from, to)
            : throw new JsonException("Bounds are two numbers, the lower one first.");
    }

    public override void Write(Utf8JsonWriter writer, Milliseconds value, JsonSerializerOptions options) =>
        throw new NotSupportedException();
}
