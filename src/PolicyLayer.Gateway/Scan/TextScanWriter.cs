using System.Globalization;
using PolicyLayer.Core.Risk;
using PolicyLayer.Gateway.Classify;
using PolicyLayer.Gateway.Output;
using Spectre.Console;

namespace PolicyLayer.Gateway.Scan;

/// <summary>Shows a scan on a screen: how many tools of each category, then the tools, the worst first.</summary>
internal sealed class TextScanWriter(IAnsiConsole console) : IScanWriter
{
    // A table is laid out cell by cell, and nobody reads more of it.
    private const int MaxTools = 1_000;

    public void Write(ScannedServer server, string? policyPath)
    {
        var count = server.Tools.Count.ToString(CultureInfo.InvariantCulture);
        var noun = server.Tools.Count == 1 ? "tool" : "tools";
        console.Write(new Text($"{count} {noun} of {Printable.Short(server.Name)} {Printable.Short(server.Version)}\n\n"));

        var counts = Screen.CreateTable("Category", "Tools");
        foreach (var (category, number) in server.Counts)
            AddCount(counts, category, number);
        console.Write(counts);

        var tools = Screen.CreateTable("Tool", "Risk", "Recommended", "Evidence", "Signals");
        var rules = RuleWords.Of(server.Policy);
        foreach (var tool in server.Tools.Take(MaxTools))
            AddTool(tools, tool, rules.For(tool));
        if (server.Tools.Count > 0)
            console.Write(tools);
        if (server.Tools.Count > MaxTools)
            console.Write(new Text(Rest(server.Tools.Count - MaxTools)));
        console.Write(new Text(policyPath is null
            ? "No policy was written. With --output policy.json, the recommended one is.\n"
            : Printable.Line($"The recommended policy is in {policyPath}. Look it over before you use it.") + "\n"));
    }

    private static string Rest(int count) => count == 1
        ? "1 more tool is not shown. With --format json or markdown, it is.\n"
        : string.Create(
            CultureInfo.InvariantCulture, $"{count:N0} more tools are not shown. With --format json or markdown, they are.\n");

    private static void AddCount(Table table, RiskCategory category, int count) => table.AddRow(
        Cell.Of(category.ToString(), style: StyleOf(category)),
        Cell.Of(count.ToString(CultureInfo.InvariantCulture)));

    private static void AddTool(Table table, ToolRisk tool, string rule) => table.AddRow(
        Cell.Of(Printable.Short(tool.Tool)),
        Cell.Of(tool.Category.ToString(), RiskWords.Severity(tool.Severity), StyleOf(tool.Category)),
        Cell.Of(rule, string.Create(CultureInfo.InvariantCulture, $"{tool.Confidence:0.00} sure")),
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
