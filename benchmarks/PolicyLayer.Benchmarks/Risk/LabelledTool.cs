using System.Text.Json;
using PolicyLayer.Core.Risk;

namespace PolicyLayer.Benchmarks.Risk;

/// <summary>One line of a file of labelled tools, with what the classifier says of it.</summary>
internal sealed record LabelledTool(string Server, RiskCategory Label, ToolRisk Risk)
{
    internal bool IsRight => Risk.Category == Label;

    /// <summary>Whether what is critical was taken for harmless, the one mistake that must not happen.</summary>
    internal bool IsSevere => Label >= RiskCategory.Destructive && Risk.Category <= RiskCategory.Write;

    /// <summary>Reads <c>server</c>, <c>tool</c>, <c>description</c>, <c>category</c> and <c>source</c> of each line.</summary>
    /// <param name="path">The file, JSON Lines.</param>
    /// <param name="source">Only lines with this source; all if it is <see langword="null"/>.</param>
    internal static IReadOnlyList<LabelledTool> Read(string path, string? source) =>
        [.. File.ReadLines(path).Where(line => line.Length > 0).Select(line => JsonElement.Parse(line))
            .Where(line => source is null || Text(line, "source") == source).Select(Read)];

    private static LabelledTool Read(JsonElement line)
    {
        line.TryGetProperty("inputSchema", out var schema);
        line.TryGetProperty("annotations", out var annotations);
        var tool = new ToolDescription(Text(line, "tool")!, Text(line, "description") ?? "", schema, annotations);
        return new(
            Text(line, "server") ?? "", Enum.Parse<RiskCategory>(Text(line, "category")!), ToolRiskClassifier.Classify(tool));
    }

    private static string? Text(JsonElement line, string name) =>
        line.TryGetProperty(name, out var value) ? value.GetString() : null;
}
