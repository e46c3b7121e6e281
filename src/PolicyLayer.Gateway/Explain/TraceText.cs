using PolicyLayer.Gateway.Output;
using Spectre.Console;

namespace PolicyLayer.Gateway.Explain;

/// <summary>Shows a trace to people: the decision, then every step with what was asked in it.</summary>
internal sealed class TraceText
{
    private const int ResultWidth = 13;
    private const int QuestionWidth = 44;

    private static readonly Style Muted = new(decoration: Decoration.Dim);

    private readonly IAnsiConsole _console;

    internal TraceText(IAnsiConsole console)
    {
        // Whatever shows the lines may fold them itself.
        console.Profile.Width = int.MaxValue;
        _console = console;
    }

    internal void Write(TraceView view)
    {
        var text = new Paragraph(view.Tool.Length == 0 ? "(no tool): " : $"{Printable.Text(view.Tool)}: ")
            .Append(Printable.Text(view.Outcome), Cell.StyleOf(view.Outcome))
            .Append($", {Printable.Text(view.Code)}{(view.IsShadow ? "; in shadow mode, so the call is allowed" : "")}\n");
        if (view.Message.Length > 0)
            text.Append($"  {Printable.Text(view.Message)}\n");
        if (view.Rule.Length > 0)
            text.Append($"  decided by {Printable.Text(view.Rule)}\n");
        foreach (var line in view.Origin)
            text.Append($"  {Printable.Text(line)}\n", Muted);
        text.Append("\n");

        for (var step = 1; step <= OrderStep.Questions.Count; step++)
            Write(text, step, view);
        _console.Write(text);
    }

    private static void Write(Paragraph text, int step, TraceView view)
    {
        var (word, style) = step == view.Step ? (Printable.Text(view.Outcome), Cell.StyleOf(view.Outcome))
            : step < view.Step ? ("passed", Cell.StyleOf("allow"))
            : (view.Step is null ? "not known" : "not reached", Muted);
        text.Append($"{step}  {OrderStep.Questions[step - 1].PadRight(QuestionWidth)}").Append($"{word}\n", style);
        foreach (var rule in view.RulesOf(step))
            Write(text, rule);
        foreach (var limit in view.LimitsOf(step))
            WriteLine(text, "   ", TraceLine.Result(limit, view), limit.Rule, TraceLine.Note(limit, view));
    }

    private static void Write(Paragraph text, RuleLine rule)
    {
        WriteLine(text, "   ", TraceLine.Result(rule.Result), rule.Rule, rule.Stops ? "<- stops the call" : "");
        foreach (var condition in rule.Conditions)
            WriteLine(text, "     ", TraceLine.Result(condition.Result), TraceLine.Of(condition), TraceLine.Note(condition));
    }

    private static void WriteLine(Paragraph text, string indent, string result, string what, string note)
    {
        var line = text.Append(indent + Printable.Text(result).PadRight(ResultWidth) + Printable.Text(what));
        (note.Length == 0 ? line : line.Append($"  {Printable.Text(note)}", Muted)).Append("\n");
    }
}
