using System.Globalization;
using PolicyLayer.Gateway.Output;
using Spectre.Console;

namespace PolicyLayer.Gateway.Demo;

/// <summary>Shows how the demo went: a table, and one line.</summary>
internal static class DemoScreen
{
    internal static void Show(IAnsiConsole console, DemoTour tour)
    {
        var table = new Table { Border = TableBorder.Rounded }
            .AddColumns("Tool", "Arguments", "Outcome", "Rule", "The agent reads", "Retry after");
        foreach (var row in tour.Rows)
            AddRow(table, row);
        console.Write(table);

        foreach (var problem in tour.Problems)
            console.Write(new Text($"Not as it should be: {Printable.Text(problem)}\n", new Style(Color.Red)));
        console.Write(new Text(Summary(tour) + "\n", new Style(tour.Problems.Count == 0 ? Color.Green : Color.Red)));
    }

    private static void AddRow(Table table, DemoRow row)
    {
        var outcome = row.Decision?.Outcome ?? "";
        var wait = row.Decision?.RetryAfterMs is { } milliseconds ? Screen.Milliseconds(milliseconds) : "";
        table.AddRow(
            Cell(row.Tool),
            Cell(row.Arguments),
            outcome.Length == 0 ? Cell("") : new Text(Printable.Text(outcome), Screen.StyleOf(outcome)),
            Cell(row.Decision?.Rule ?? ""),
            Cell(row.Message),
            Cell(wait));
    }

    private static string Summary(DemoTour tour)
    {
        var counts = tour.Outcomes.Select(entry => string.Create(CultureInfo.InvariantCulture, $"{entry.Value} {entry.Key}"));
        var verdict = tour.Problems.Count == 0 ? "everything went as the policy says" : "something did not go as the policy says";
        return string.Create(CultureInfo.InvariantCulture, $"{tour.Outcomes.Values.Sum()} calls: {string.Join(", ", counts)}; {verdict}.");
    }

    private static Text Cell(string text) => new(Printable.Text(text));
}
