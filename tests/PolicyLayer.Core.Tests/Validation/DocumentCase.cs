using System.Text.Json;
using PolicyLayer.TestKit;

namespace PolicyLayer.Core.Tests.Validation;

/// <summary>One document of schema/cases/documents with the problems it must give.</summary>
public sealed record DocumentCase(string File, string Name, string Notation, IReadOnlyList<DocumentProblem> Problems)
{
    public static IEnumerable<DocumentCase> All =>
        Directory.GetFiles(RepositoryFiles.PathOf("schema/cases/documents"), "*.json").Order().SelectMany(Read);

    /// <summary>The documents that are accepted.</summary>
    public static IEnumerable<DocumentCase> Good =>
        All.Where(document => document.Problems.All(problem => problem.Code.StartsWith("PL04", StringComparison.Ordinal)));

    public byte[] Utf8 => DocumentNotation.Expand(Notation);

    public override string ToString() => $"{File}: {Name}";

    private static IEnumerable<DocumentCase> Read(string path)
    {
        using var table = JsonDocument.Parse(System.IO.File.ReadAllText(path));
        foreach (var entry in table.RootElement.GetProperty("cases").EnumerateArray())
        {
            var problems = entry.GetProperty("problems").Deserialize<DocumentProblem[]>(JsonSerializerOptions.Web)!
                .Select(problem => problem with { Pointer = DocumentNotation.Repeat(problem.Pointer) });
            yield return new(
                Path.GetFileName(path),
                entry.GetProperty("name").GetString()!,
                TextOf(entry.GetProperty("document")),
                [.. problems]);
        }
    }

    // A document of several lines is a list of them, for the eyes.
    private static string TextOf(JsonElement document) => document.ValueKind == JsonValueKind.Array
        ? string.Join('\n', document.EnumerateArray().Select(line => line.GetString()))
        : document.GetString()!;
}
