using System.Globalization;
using PolicyLayer.Core;
using PolicyLayer.Gateway.Output;
using Spectre.Console;

namespace PolicyLayer.Gateway.Validate;

/// <summary>Shows each problem with its line of the document, as a compiler does, and a summary of each file.</summary>
internal sealed class TextReportWriter : IReportWriter
{
    private const string Indent = "    ";

    private static readonly Style Good = new(Color.Green);
    private static readonly Style Muted = new(decoration: Decoration.Dim);

    private readonly IAnsiConsole _console;
    private readonly int _width;

    internal TextReportWriter(IAnsiConsole console)
    {
        // Only the lines of the document are cut to the width. Whatever reads or shows the others may fold them itself.
        _width = console.Profile.Width;
        console.Profile.Width = int.MaxValue;
        _console = console;
    }

    public void Write(CheckedFile file)
    {
        var lines = new DocumentLines(file.Utf8.Span);
        foreach (var problem in file.Result.Diagnostics)
            Write(Describe(file.Path, problem, lines));
        Write(Summarize(file));
    }

    private Paragraph Describe(string path, PolicyDiagnostic problem, DocumentLines lines)
    {
        var number = problem.Line.ToString(CultureInfo.InvariantCulture);
        var gutter = $"{Indent}{new string(' ', number.Length)} |";
        var excerpt = LineExcerpt.Of(lines[problem.Line], problem.Column - 1, _width - gutter.Length - 1);
        var style = StyleOf(problem.Severity);

        var text = new Paragraph($"{Printable.Text(path)}({number},{problem.Column}): ")
            .Append($"{SeverityWord.Of(problem.Severity)} {problem.Code}", style)
            .Append(problem.Pointer.Length == 0 ? "\n" : $" at {Printable.Text(problem.Pointer)}\n")
            .Append($"{Indent}{number} |", Muted)
            .Append($" {excerpt.Text}".TrimEnd(' ') + "\n")
            .Append(gutter, Muted)
            .Append($" {new string(' ', excerpt.Caret)}^\n", style)
            .Append($"{Indent}{Printable.Text(problem.Message)}\n");
        return (problem.Hint is { } hint ? text.Append($"{Indent}{Printable.Text(hint)}\n", Muted) : text).Append("\n");
    }

    private static Paragraph Summarize(CheckedFile file)
    {
        var errors = file.Result.Diagnostics.Count(problem => problem.Severity == DiagnosticSeverity.Error);
        var warnings = file.Result.Diagnostics.Count - errors;
        string[] counts = [.. Count(errors, "error"), .. Count(warnings, "warning")];
        var verdict = file.Result.IsValid ? "valid" : "not valid";
        return new Paragraph($"{Printable.Text(file.Path)}: ")
            .Append(counts.Length == 0 ? verdict : $"{verdict}, {string.Join(", ", counts)}", StyleOf(errors, warnings))
            .Append("\n");
    }

    private static IEnumerable<string> Count(int count, string word)
    {
        if (count > 0)
            yield return string.Create(CultureInfo.InvariantCulture, $"{count} {word}{(count == 1 ? "" : "s")}");
    }

    private static Style StyleOf(DiagnosticSeverity severity) =>
        new(severity == DiagnosticSeverity.Error ? Color.Red : Color.Yellow);

    private static Style StyleOf(int errors, int warnings) =>
        errors + warnings == 0 ? Good : StyleOf(errors > 0 ? DiagnosticSeverity.Error : DiagnosticSeverity.Warning);

    private void Write(Paragraph text) => _console.Write(text);
}
