using PolicyLayer.Core.Risk;

namespace PolicyLayer.Gateway.Scan;

/// <summary>What a scan found: who the server says it is, and its tools, the worst first. Immutable.</summary>
internal sealed record ScannedServer(string Name, string Version, IReadOnlyList<ToolRisk> Tools)
{
    /// <summary>The policy for these tools. It may be longer than a policy can be.</summary>
    internal RecommendedPolicy Policy { get; } = PolicyRecommender.Recommend(Tools);

    /// <summary>How many tools there are of each category, the gravest first.</summary>
    internal IEnumerable<(RiskCategory Category, int Count)> Counts => Enum.GetValues<RiskCategory>().Reverse()
        .Select(category => (category, Tools.Count(tool => tool.Category == category)));
}
