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
        var values = JsonSerializer.DeserializeAsyncEnumerable<JsonElement>(input, topLevelValues: true, Strict, cancellationToken);
        var reader = values.GetAsyncEnumerator(cancellationToken);
        await using (reader.ConfigureAwait(false))
        {
            while (await ReadAsync(reader, path).ConfigureAwait(false))
            {
                input.StartValue();
                foreach (var tool in ToolsOf(reader.Current))
                    yield return Classify(tool, path);
            }
        }
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

    private static IEnumerable<JsonElement> ToolsOf(JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Object && value.TryGetProperty("result"u8, out var result))
            value = result;
        if (value.ValueKind == JsonValueKind.Object && value.TryGetProperty("tools"u8, out var tools))
            value = tools;
        if (value.ValueKind != JsonValueKind.Array)
        {
            yield return value;
            yield break;
        }

        foreach (var tool in value.EnumerateArray())
            yield return tool;
    }

    private static ToolRisk Classify(JsonElement tool, string path) => ToolDescription.TryRead(tool, out var description)
        ? ToolRiskClassifier.Classify(description)
        : throw new CommandException(
            $"The tools file '{path}' holds something that is no tool: each is an object with a name that is text.");
}
