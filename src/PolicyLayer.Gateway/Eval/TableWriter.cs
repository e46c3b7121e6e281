using System.Globalization;
using PolicyLayer.Core;
using PolicyLayer.Gateway.Output;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace PolicyLayer.Gateway.Eval;

/// <summary>Shows all decisions in one table, for people.</summary>
internal sealed class TableWriter(IAnsiConsole console) : IDecisionWriter
{
    private readonly Table _table = Screen.CreateTable("#", "Tool", "Outcome\nretry after", "Code\nrule", "Message", "Limits");

    public void Write(RecordedCall call, in PolicyDecision decision)
    {
        // In shadow mode people want to see what would have happened; the decision itself is always the same.
        if (decision.Shadow is { } shadow)
        {
            var below = $"shadow: {DecisionJson.Outcome(shadow.Outcome)} {RetryAfter(shadow.RetryAfter)}".TrimEnd();
            var outcome = Cell.OfOutcome(DecisionJson.Outcome(decision.Outcome), below);
            Write(call, outcome, shadow.Code, shadow.Rule, shadow.Message, shadow.Usage);
        }
        else
        {
            var outcome = Cell.OfOutcome(DecisionJson.Outcome(decision.Outcome), RetryAfter(decision.RetryAfter));
            Write(call, outcome, decision.Code, decision.Rule, decision.Message, decision.Usage);
        }
    }

    public void End() => console.Write(_table);

    private static string RetryAfter(TimeSpan? wait) =>
        Screen.RetryAfter(wait is { } time ? DecisionJson.WholeMilliseconds(time) : null);

    private void Write(
        RecordedCall call, IRenderable outcome, string code, string rule, string message, IReadOnlyList<LimitUsage> usage)
    {
        var limits = usage.Select(limit => string.Create(
            CultureInfo.InvariantCulture, $"{limit.Counter}: {limit.Remaining} left"));
        _table.AddRow(
            Cell.Of((_table.Rows.Count + 1).ToString(CultureInfo.InvariantCulture)),
            Cell.Of(call.Call.Tool),
            outcome,
            Cell.Of(code, rule),
            Cell.Of(message),
            Cell.Of(string.Join(", ", limits)));
    }
}
