using System.Globalization;

namespace PolicyLayer.Core.Risk;

/// <summary>
/// Says in a policy why a tool has its rules. The words of a server's description are not copied there: a policy is read by
/// people who trust it.
/// </summary>
internal static class RiskText
{
    internal static string Describe(ToolRisk tool)
    {
        var evidence = tool.Evidence.Where(found => found.Category == tool.Category).Select(found => found.ToString()).First();
        return $"{tool.Category}, {tool.Severity.ToString().ToLowerInvariant()}: {evidence}";
    }

    internal static string Summarize(IReadOnlyList<ToolRisk> tools)
    {
        if (tools.Count == 0)
            return "Recommended for no tools.";

        var counts = Enum.GetValues<RiskCategory>()
            .Select(category => (category, Count: tools.Count(tool => tool.Category == category)))
            .Where(entry => entry.Count > 0)
            .Select(entry => string.Create(CultureInfo.InvariantCulture, $"{entry.Count} {entry.category}"));
        var noun = tools.Count == 1 ? "tool" : "tools";
        var tail = tools.Any(RecommendedRules.Hides) ? ". What destroys is hidden." : ".";
        return string.Create(
            CultureInfo.InvariantCulture, $"Recommended for {tools.Count} {noun}: {string.Join(", ", counts)}{tail}");
    }
}
