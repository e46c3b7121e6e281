using System.Globalization;
using PolicyLayer.Core;
using PolicyLayer.Gateway.Output;
using Spectre.Console;

namespace PolicyLayer.Gateway.Eval;

/// <summary>Shows all decisions in one table, for people.</summary>
internal sealed class TableWriter(IAnsiConsole console) : IDecisionWriter
{
    private readonly Table _table = new Table()
        .AddColumns("#", "Tool", "Outcome", "Code", "Rule", "Message", "Retry after", "Limits");

    public void Write(RecordedCall call, in PolicyDecision decision)
    {
        var outcome = DecisionJson.Outcome(decision.Outcome);
        var wait = decision.RetryAfter is { } time ? Screen.Milliseconds(DecisionJson.WholeMilliseconds(time)) : "";
        var limits = decision.Usage.Select(usage => $"{usage.Counter}: {usage.Remaining} left");
        _table.AddRow(
            Cell((_table.Rows.Count + 1).ToString(CultureInfo.InvariantCulture)),
            Cell(call.Call.Tool),
            new Text(outcome, Screen.StyleOf(outcome)),
            Cell(decision.Code),
            Cell(decision.Rule),
            Cell(decision.Message),
            Cell(wait),
            Cell(string.Join(", ", limits)));
    }

    public void End() => console.Write(_table);

    private static Text Cell(string text) => new(Printable.Text(text));
}
