using System.Globalization;
using System.Text.Json;
using PolicyLayer.Gateway.Eval;
using PolicyLayer.Gateway.Output;

namespace PolicyLayer.Gateway.Explain;

/// <summary>One run of <c>policylayer explain --event</c>: every line of the file, in turn.</summary>
internal sealed class ExplainEvents(string format, CommandIO io)
{
    private readonly JsonLine _json = new(io.Output);
    private bool _isFirst = true;

    internal int Execute(Stream events)
    {
        var reader = new LineReader(events);
        var exitCode = ExitCode.Success;
        for (var number = 1; reader.TryRead(out var line); number++)
        {
            if (line.Trim(" \t\r"u8).IsEmpty || TryExplain(line))
                continue;

            io.WriteFailure(string.Create(
                CultureInfo.InvariantCulture,
                $"Line {number} is no event that was recorded, and is left out. Take lines from a file of events."));
            exitCode = ExitCode.Failed;
        }

        return exitCode;
    }

    private bool TryExplain(ReadOnlySpan<byte> line)
    {
        if (EventReader.TryParse(line) is not { } json)
            return false;
        if (EventReader.TryRead<RecordedEvent>(json, "decision") is { IsWhole: true } recorded)
            return Write(json, EventLines.Of(recorded));
        if (EventReader.TryRead<RecordedLoss>(json, "dropped") is not { } loss)
            return false;

        if (format == ExplainRun.Json)
            _json.Write(writer => WriteMembers(writer, json, view: null));
        else
            io.Output.WriteLine(Separator() + EventLines.Of(loss));
        return true;
    }

    private bool Write(JsonElement json, TraceView view)
    {
        if (format == ExplainRun.Json)
        {
            _json.Write(writer => WriteMembers(writer, json, view));
            return true;
        }

        io.Output.Write(Separator());
        new TraceText(Screen.Create(io)).Write(view);
        return true;
    }

    private string Separator()
    {
        var separator = _isFirst ? "" : "\n";
        _isFirst = false;
        return separator;
    }

    private static void WriteMembers(Utf8JsonWriter writer, JsonElement json, TraceView? view)
    {
        foreach (var member in json.EnumerateObject())
        {
            member.WriteTo(writer);
            if (view is null || member.Name != "decision")
                continue;

            writer.WritePropertyName("step"u8);
            JsonSerializer.Serialize(writer, view.Step);
        }
    }
}
