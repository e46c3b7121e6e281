using System.Text.Json;

namespace PolicyLayer.Conformance.Tests;

/// <summary>A call of a table as a line for <c>policylayer eval</c>.</summary>
internal static class EvalLine
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 1_000 };

    /// <summary>
    /// Whether a line can say it. The command reads its lines strictly, and so refuses a duplicate key as a malformed call,
    /// which a table of the engine's own reading may judge by its rules.
    /// </summary>
    internal static bool CanSay(TableCall call) =>
        call.ParamsJson is null && (call.ArgumentsJson is null || IsStrict(call.ArgumentsJson));

    internal static string Of(TableCall call)
    {
        var line = new Dictionary<string, JsonElement?>
        {
            ["tool"] = Text(call.Tool),
            ["arguments"] = call.Arguments,
            ["server"] = Text(call.Server),
            ["grant"] = Text(call.Grant),
            ["session"] = call.Session is null ? null : Text(call.Session),
            ["result"] = Text(call.Result),
            ["context"] = call.Context,
            ["at"] = call.At,
        };
        var members = line
            .Where(static member => member.Value is { ValueKind: not JsonValueKind.Undefined })
            .Select(static member => $"\"{member.Key}\":{JsonSerializer.Serialize(member.Value)}");

        if (call.ArgumentsJson is { } arguments)
            members = members.Append($"\"arguments\":{arguments}");
        return $"{{{string.Join(',', members)}}}";
    }

    private static JsonElement Text(string text) => JsonSerializer.SerializeToElement(text);

    private static bool IsStrict(string json)
    {
        try
        {
            JsonElement.Parse(json, Strict);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
