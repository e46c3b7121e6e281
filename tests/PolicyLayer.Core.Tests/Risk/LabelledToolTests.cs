using System.Text.Json;
using PolicyLayer.Core.Risk;
using PolicyLayer.TestKit;

namespace PolicyLayer.Core.Tests.Risk;

/// <summary>Holds the rules as a whole to tools of many kinds, some of which they are known to get wrong.</summary>
public sealed class LabelledToolTests
{
    private static readonly IReadOnlyList<(string Tool, string Description, RiskCategory Label, ToolRisk Risk)> Tools =
        [.. File.ReadLines(RepositoryFiles.PathOf("tests/PolicyLayer.Core.Tests/Risk/labelled-tools.jsonl"))
            .Select(line => JsonElement.Parse(line)).Select(Read)];

    [Fact]
    public void Nine_of_ten_are_called_what_they_are()
    {
        var wrong = Tools.Where(tool => tool.Risk.Category != tool.Label).ToList();

        Assert.True(wrong.Count * 10 <= Tools.Count, string.Join('\n', wrong.Select(Describe)));
    }

    [Fact]
    public void Nothing_critical_is_called_harmless()
    {
        var wrong = Tools.Where(tool => tool.Label >= RiskCategory.Destructive && tool.Risk.Category <= RiskCategory.Write);

        Assert.Empty(wrong.Select(Describe));
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

    private static (string Tool, string Description, RiskCategory Label, ToolRisk Risk) Read(JsonElement line)
    {
        var (tool, description) = (line.GetProperty("tool").GetString()!, line.GetProperty("description").GetString()!);
        var label = Enum.Parse<RiskCategory>(line.GetProperty("category").GetString()!);
        return (tool, description, label, Classified.Tool(tool, description));
    }

    private static string Describe((string Tool, string Description, RiskCategory Label, ToolRisk Risk) tool) =>
        $"{tool.Tool}: {tool.Label} taken for {tool.Risk.Category}, by {string.Join("; ", tool.Risk.Evidence)}";
}
