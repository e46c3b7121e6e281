using System.Text.Json;
using PolicyLayer.Core;
using PolicyLayer.Gateway.Output;

namespace PolicyLayer.Gateway.Validate;

/// <summary>Writes one line of JSON per file.</summary>
internal sealed class JsonReportWriter(TextWriter output) : IReportWriter
{
    private readonly JsonLine _line = new(output);

    public void Write(CheckedFile file) => _line.Write(json =>
    {
        json.WriteString("file"u8, file.Path);
        json.WriteBoolean("valid"u8, file.Result.IsValid);
        json.WriteStartArray("diagnostics"u8);
        foreach (var problem in file.Result.Diagnostics)
            Write(json, problem);
        json.WriteEndArray();
    });

    private static void Write(Utf8JsonWriter json, PolicyDiagnostic problem)
    {
        json.WriteStartObject();
        json.WriteString("code"u8, problem.Code);
        json.WriteString("severity"u8, SeverityWord.Of(problem.Severity));
        json.WriteString("pointer"u8, problem.Pointer);
        json.WriteNumber("line"u8, problem.Line);
        json.WriteNumber("column"u8, problem.Column);
        json.WriteString("message"u8, problem.Message);
        json.WriteString("hint"u8, problem.Hint);
        json.WriteEndObject();
    }
}
