using PolicyLayer.Gateway.Output;

namespace PolicyLayer.Gateway.Classify;

/// <summary>One run of <c>policylayer classify</c>: one line out for each tool in.</summary>
internal static class ClassifyRun
{
    internal static async Task<int> ExecuteAsync(string toolsPath, CommandIO io, CancellationToken cancellationToken)
    {
        var line = new JsonLine(io.Output);
        await foreach (var risk in ToolFile.ClassifyAsync(toolsPath, io, cancellationToken).ConfigureAwait(false))
            line.Write(json => RiskJson.WriteMembers(json, risk));
        return ExitCode.Success;
    }
}
