using System.Text.Json;

namespace PolicyLayer.Gateway.Demo;

/// <summary>A decision as the server's log tells it.</summary>
internal sealed record LoggedDecision(string Tool, string Outcome, string Code, string Rule, string Message, long? RetryAfterMs)
{
    internal static LoggedDecision Read(JsonElement line) => new(
        Text(line, "tool"), Text(line, "outcome"), Text(line, "code"), Text(line, "rule"), Text(line, "message"),
        line.GetProperty("retry_after_ms") is { ValueKind: JsonValueKind.Number } wait ? wait.GetInt64() : null);

    private static string Text(JsonElement line, string member) => line.GetProperty(member).GetString()!;
}
