using System.Globalization;
using PolicyLayer.Core.Risk;
using PolicyLayer.Gateway.Classify;
using PolicyLayer.Gateway.Output;
using Spectre.Console;

namespace PolicyLayer.Gateway.Scan;

/// <summary>Shows a scan on a screen: how many tools of each category, then every tool, the worst first.</summary>
internal sealed class TextScanWriter(IAnsiConsole console) : IScanWriter
{
    public void Write(ScannedServer server, string? policyPath)
    {
        var count = server.Tools.Count.ToString(CultureInfo.InvariantCulture);
        console.Write(new Text(Printable.Line($"{count} tools of {server.Name} {server.Version}") + "\n\n"));

        var counts = Screen.CreateTable("Category", "Tools", "Recommended");
        foreach (var (category, number) in server.Counts)
            AddCount(counts, category, number);
        console.Write(counts);

        var tools = Screen.CreateTable("Tool", "Category", "Confidence", "Evidence", "Signals");
        foreach (var tool in server.Tools)
            AddTool(tools, tool);
        if (server.Tools.Count > 0)
            console.Write(tools);
        console.Write(new Text(policyPath is null
            ? "Add --output policy.json to get the recommended policy.\n"
            : Printable.Line($"The recommended policy is in {policyPath}. Look it over before you use it.") + "\n"));
    }

    private static void AddCount(Table table, RiskCategory category, int count) => table.AddRow(
        Cell.Of(category.ToString(), style: StyleOf(category)),
        Cell.Of(count.ToString(CultureInfo.InvariantCulture)),
        Cell.Of(RiskWords.Advice(category)));

    private static void AddTool(Table table, ToolRisk tool) => table.AddRow(
        Cell.Of(tool.Tool),
        Cell.Of(tool.Category.ToString(), style: StyleOf(tool.Category)),
        Cell.Of(tool.Confidence.ToString("0.00", CultureInfo.InvariantCulture)),
        Cell.Of(string.Join("; ", tool.Evidence.Select(found => found.ToString()))),
        Cell.Of(string.Join(", ", tool.Signals.Select(RiskWords.Signal))));

    private static Style StyleOf(RiskCategory category) => new(category switch
    {
        RiskCategory.Read => Color.Green,
        RiskCategory.Write => Color.Blue,
        RiskCategory.Execute => Color.Yellow,
        _ => Color.Red,
    });
}
