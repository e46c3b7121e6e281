using System.Globalization;
using PolicyLayer.Gateway.Output;
using Spectre.Console;

namespace PolicyLayer.Gateway.Demo;

/// <summary>Shows how the demo went: a table, and one line.</summary>
internal static class DemoScreen
{
    internal static void Show(IAnsiConsole console, DemoTour tour)
    {
        var table = Screen.CreateTable(
            "Tool\narguments", "Outcome\nretry after", "What the agent reads\nrule, which only the host knows");
        foreach (var row in tour.Rows)
            AddRow(table, row);
        console.Write(table);

        var style = new Style(tour.Problems.Count == 0 ? Color.Green : Color.Red);
        foreach (var problem in tour.Problems)
            console.Write(new Text($"Not as it should be: {Printable.Text(problem)}\n", style));
        console.Write(new Text(Summary(tour) + "\n", style));
    }

    private static void AddRow(Table table, DemoRow row)
    {
        if (row.Decision is { } decision)
        {
            table.AddRow(
                Cell.Of(row.Title, row.Arguments),
                Cell.OfOutcome(decision.Outcome, Screen.RetryAfter(decision.RetryAfterMs)),
                Cell.Of(row.Message, decision.Rule));
        }
        else
        {
            table.AddRow(Cell.Of(row.Title), Cell.Of(""), Cell.Of(row.Message));
        }
    }

    private static string Summary(DemoTour tour)
    {
        var counts = tour.Outcomes.Select(entry => string.Create(CultureInfo.InvariantCulture, $"{entry.Value} {entry.Key}"));
        var verdict = tour.Problems.Count == 0 ? "everything went as the policy says" : "something did not go as the policy says";
        return string.Create(
            CultureInfo.InvariantCulture, $"{tour.Outcomes.Values.Sum()} calls: {string.Join(", ", counts)}; {verdict}.");
    }
}
