using PolicyLayer.Core.Risk;

namespace PolicyLayer.Benchmarks.Risk;

/// <summary>How often each category was taken for each other one.</summary>
internal static class ConfusionMatrix
{
    private static readonly RiskCategory[] Categories = Enum.GetValues<RiskCategory>();

    internal static void Print(IReadOnlyList<LabelledTool> tools)
    {
        Console.WriteLine("label \\ found" + string.Concat(Categories.Select(category => $"{category,13}")));
        foreach (var label in Categories)
        {
            var counts = Categories.Select(found => tools.Count(tool => tool.Label == label && tool.Risk.Category == found));
            Console.WriteLine($"{label,-13}" + string.Concat(counts.Select(count => $"{count,13}")));
        }
    }
}
