using System.Runtime.CompilerServices;
using System.Text.Json;
using PolicyLayer.Core.Risk;

namespace PolicyLayer.Gateway.Classify;

/// <summary>
/// Reads the tools of a file, one after the other: a result of <c>tools/list</c>, the whole answer around it, a list of tools,
/// or one tool after the other, as in JSON Lines. No more than one value of the file is kept.
/// </summary>
internal static class ToolFile
{
    private const string StandardInput = "-";

    private static readonly JsonSerializerOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 512 };

    /// <exception cref="CommandException">The file cannot be read, or holds something else than tools.</exception>
    internal static async IAsyncEnumerable<ToolRisk> ClassifyAsync(
        string path, CommandIO io, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var file = path == StandardInput ? io.Input : InputFile.Read(path, "tools", File.OpenRead);
        using var input = new BoundedValues(file);
        var goesOn = false;
        var values = JsonSerializer.DeserializeAsyncEnumerable<JsonElement>(input, topLevelValues: true, Strict, cancellationToken);
        var reader = values.GetAsyncEnumerator(cancellationToken);
        await using (reader.ConfigureAwait(false))
        {
            while (await ReadAsync(reader, path).ConfigureAwait(false))
            {
                input.StartValue();
                var list = ListOf(reader.Current);
                goesOn = HasNext(list);
                foreach (var tool in ToolsOf(list))
                    yield return Classify(tool, path);
            }
        }

        if (goesOn)
            io.WriteFailure($"The tools file '{path}' ends with a nextCursor: further pages of tools are missing.");
    }

    private static async Task<bool> ReadAsync(IAsyncEnumerator<JsonElement> reader, string path)
    {
        try
        {
            return await reader.MoveNextAsync().ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is JsonException or InvalidOperationException)
        {
            // The second is how the reader refuses the name of a member with half a surrogate pair.
            throw new CommandException($"The tools file '{path}' is not JSON as it should be: {failure.Message.TrimEnd('.')}. Mend it.");
        }
    }

    // A tool may have any members, also such as belong to the answer around a list.
    private static JsonElement ListOf(JsonElement value) =>
        !IsTool(value) && value.ValueKind == JsonValueKind.Object && value.TryGetProperty("result"u8, out var result) ? result : value;

    private static IEnumerable<JsonElement> ToolsOf(JsonElement list)
    {
        if (!IsTool(list) && list.ValueKind == JsonValueKind.Object && list.TryGetProperty("tools"u8, out var tools))
            list = tools;
        if (list.ValueKind != JsonValueKind.Array)
        {
            yield return list;
            yield break;
        }

        foreach (var tool in list.EnumerateArray())
            yield return tool;
    }

    private static bool HasNext(JsonElement list) => !IsTool(list) && list.ValueKind == JsonValueKind.Object
        && list.TryGetProperty("nextCursor"u8, out var cursor) && cursor.ValueKind == JsonValueKind.String;

    private static bool IsTool(JsonElement value) => ToolDescription.TryRead(value, out _);

    private static ToolRisk Classify(JsonElement tool, string path) => ToolDescription.TryRead(tool, out var description)
        ? ToolRiskClassifier.Classify(description)
        : throw new CommandException(
            $"The tools file '{path}' holds something that is no tool: each is an object with a name that is text.");
}
