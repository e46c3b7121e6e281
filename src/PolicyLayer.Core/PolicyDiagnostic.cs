using PolicyLayer.Core.Documents;

namespace PolicyLayer.Core;

/// <summary>One problem of a policy document, placed and explained. Immutable.</summary>
/// <param name="Code">The stable code, such as <c>PL0101</c>.</param>
/// <param name="Severity">Whether the document can be used in spite of it.</param>
/// <param name="Pointer">The JSON Pointer (RFC 6901) of the place.</param>
/// <param name="Line">The line, from 1.</param>
/// <param name="Column">The column in UTF-16 units, from 1.</param>
/// <param name="Message">What was expected and what was found.</param>
/// <param name="Hint">What to do about it; <see langword="null"/> if the message says it all.</param>
public sealed record PolicyDiagnostic(
    string Code, DiagnosticSeverity Severity, string Pointer, int Line, int Column, string Message, string? Hint = null)
{
    /// <summary>The problem on one line, as a compiler prints it.</summary>
    /// <returns>Position, severity, code, message and hint.</returns>
    public override string ToString()
    {
        var severity = Severity == DiagnosticSeverity.Error ? "error" : "warning";
        var hint = Hint is null ? "" : $" ({Hint})";
        return $"({Line},{Column}): {severity} {Code}: {Message}{hint} [{Excerpt.Escape(Pointer)}]";
    }
}
