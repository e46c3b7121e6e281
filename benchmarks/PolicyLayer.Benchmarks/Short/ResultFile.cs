using System.Text.Encodings.Web;
using System.Text.Json;

namespace PolicyLayer.Benchmarks.Short;

/// <summary>The results for programs: <c>benchmarks/results/short.json</c>, a case a line, to be compared.</summary>
internal static class ResultFile
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Writes them down.</summary>
    /// <returns>Where.</returns>
    internal static string Write(IEnumerable<CaseResult> results)
    {
        var folder = Directory.CreateDirectory(Path.Combine(FindBenchmarks(), "results")).FullName;
        var path = Path.Combine(folder, "short.json");
        var lines = results.Select(static result => "  " + JsonSerializer.Serialize(result, Options));
        File.WriteAllText(path, $"[\n{string.Join(",\n", lines)}\n]\n");
        return path;
    }

    private static string FindBenchmarks()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "PolicyLayer.Core.sln")))
                return Path.Combine(folder.FullName, "benchmarks");
        }

        throw new InvalidOperationException("The results belong beside the solution, but no folder above the program holds it.");
    }
}
