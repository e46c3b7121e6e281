using System.Text;
using PolicyLayer.Core.Risk;
using PolicyLayer.Gateway.Classify;
using PolicyLayer.Gateway.Output;
using PolicyLayer.Gateway.Validate;

namespace PolicyLayer.Gateway.Recommend;

/// <summary>One run of <c>policylayer recommend</c>.</summary>
internal static class RecommendRun
{
    internal static async Task<int> ExecuteAsync(
        string toolsPath, string? mergePath, CommandIO io, CancellationToken cancellationToken)
    {
        string? existing = null;
        if (mergePath is not null)
        {
            existing = ReadPolicy(mergePath, io.Error);
            if (existing is null)
                return ExitCode.Failed;
        }

        var tools = new List<ToolRisk>();
        await foreach (var tool in ToolFile.ClassifyAsync(toolsPath, io, cancellationToken).ConfigureAwait(false))
            tools.Add(tool);
        var policy = existing is null ? PolicyRecommender.Recommend(tools) : PolicyRecommender.Merge(existing, tools);
        await io.Output.WriteAsync(RecommendedText.Of(policy, io)).ConfigureAwait(false);
        return ExitCode.Success;
    }

    private static string? ReadPolicy(string path, TextWriter error)
    {
        var file = InputFile.Read(path, "policy", CheckedFile.Read);
        foreach (var problem in file.Result.Diagnostics)
            error.WriteLine(Printable.Text(path + problem));
        return file.Result.IsValid ? Encoding.UTF8.GetString(file.Utf8.Span) : null;
    }
}
