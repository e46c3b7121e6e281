using System.Globalization;
using PolicyLayer.Core;
using PolicyLayer.Gateway.Output;
using Spectre.Console;

namespace PolicyLayer.Gateway.Eval;

/// <summary>Shows all decisions in one table, for people.</summary>
internal sealed class TableWriter(IAnsiConsole console) : IDecisionWriter
{
    private readonly Table _table = Screen.CreateTable("#", "Tool", "Outcome\nretry after", "Code\nrule", "Message", "Limits");

    public void Write(RecordedCall call, in PolicyDecision decision)
    {
        long? wait = decision.RetryAfter is { } time ? DecisionJson.WholeMilliseconds(time) : null;
        var limits = decision.Usage.Select(usage => string.Create(
            CultureInfo.InvariantCulture, $"{usage.Counter}: {usage.Remaining} left"));
        _table.AddRow(
            Cell.Of((_table.Rows.Count + 1).ToString(CultureInfo.InvariantCulture)),
            Cell.Of(call.Call.Tool),
            Cell.OfOutcome(DecisionJson.Outcome(decision.Outcome), Screen.RetryAfter(wait)),
            Cell.Of(decision.Code, decision.Rule),
            Cell.Of(decision.Message),
            Cell.Of(string.Join(", ", limits)));
    }

    public void End() => console.Write(_table);
}
