using System.Text.Json;
using PolicyLayer.Core.Risk;
using PolicyLayer.TestKit;

namespace PolicyLayer.Core.Tests.Risk;

/// <summary>Holds the rules as a whole to tools of many kinds, some of which they are known to get wrong.</summary>
public sealed class LabelledToolTests
{
    private static readonly IReadOnlyList<(string Tool, string Description, RiskCategory Label, ToolRisk Risk)> Tools =
        Load("labelled-tools.jsonl");

    private static readonly IReadOnlyList<(string Tool, string Description, RiskCategory Label, ToolRisk Risk)> Unseen =
        Load("labelled-tools-unseen.jsonl");

    [Fact]
    public void Nine_of_ten_are_called_what_they_are()
    {
        var wrong = Tools.Where(tool => tool.Risk.Category != tool.Label).ToList();

        Assert.True(wrong.Count * 10 <= Tools.Count, string.Join('\n', wrong.Select(Describe)));
    }

    [Fact]
    public void Nothing_critical_is_called_harmless()
    {
        var wrong = Tools.Where(IsSevere);

        Assert.Empty(wrong.Select(Describe));
    }

    /// <summary>Tools of other servers, with schemas and claims, classified once before anything was mended for them.</summary>
    [Fact]
    public void Tools_that_no_rule_was_made_for_are_judged_no_worse_than_when_first_seen()
    {
        var wrong = Unseen.Where(tool => tool.Risk.Category != tool.Label).ToList();

        Assert.True(wrong.Count <= 156 - 121, string.Join('\n', wrong.Select(Describe)));
        Assert.True(wrong.Count(IsSevere) <= 3, string.Join('\n', wrong.Where(IsSevere).Select(Describe)));
    }

    [Fact]
    public void The_same_tool_always_gets_the_same_answer() => Assert.All(Tools, tool =>
    {
        var again = Classified.Tool(tool.Tool, tool.Description);
        Assert.Equal((tool.Risk.Category, tool.Risk.Confidence), (again.Category, again.Confidence));
        Assert.Equal(tool.Risk.Evidence, again.Evidence);
    });

    [Fact]
    public void The_gravest_category_comes_with_evidence_that_speaks_for_it() =>
        Assert.All(Tools, tool => Assert.Contains(tool.Risk.Evidence, evidence => evidence.Category == tool.Risk.Category));

    private static IReadOnlyList<(string Tool, string Description, RiskCategory Label, ToolRisk Risk)> Load(string file) =>
        [.. File.ReadLines(RepositoryFiles.PathOf($"tests/PolicyLayer.Core.Tests/Risk/{file}"))
            .Select(line => JsonElement.Parse(line)).Select(Read)];

    private static (string Tool, string Description, RiskCategory Label, ToolRisk Risk) Read(JsonElement line)
    {
        line.TryGetProperty("inputSchema", out var schema);
        line.TryGetProperty("annotations", out var annotations);
        var (tool, description) = (line.GetProperty("tool").GetString()!, line.GetProperty("description").GetString()!);
        var label = Enum.Parse<RiskCategory>(line.GetProperty("category").GetString()!);
        return (tool, description, label, ToolRiskClassifier.Classify(new(tool, description, schema, annotations)));
    }

    private static bool IsSevere((string Tool, string Description, RiskCategory Label, ToolRisk Risk) tool) =>
        tool.Label >= RiskCategory.Destructive && tool.Risk.Category <= RiskCategory.Write;

    private static string Describe((string Tool, string Description, RiskCategory Label, ToolRisk Risk) tool) =>
        $"{tool.Tool}: {tool.Label} taken for {tool.Risk.Category}, by {string.Join("; ", tool.Risk.Evidence)}";
}
