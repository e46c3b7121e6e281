namespace PolicyLayer.Core.Risk;

/// <summary>The tools of a server, each once and in ordinal order, and those that no policy can name. Immutable.</summary>
internal sealed record ListedTools(IReadOnlyList<ToolRisk> Tools, IReadOnlyList<string> LeftOut)
{
    internal static ListedTools Of(IEnumerable<ToolRisk> tools, Standing standing)
    {
        var gravest = tools.GroupBy(tool => tool.Tool, StringComparer.Ordinal)
            .Select(same => same.MaxBy(tool => tool.Category)!)
            .OrderBy(tool => tool.Tool, StringComparer.Ordinal)
            .ToLookup(tool => standing.CanBeNamed(tool.Tool));
        return new([.. gravest[true]], [.. gravest[false].Select(tool => tool.Tool)]);
    }
}
