using System.Globalization;

namespace PolicyLayer.Core.Documents;

/// <summary>Collects the problems of one document. For one thread.</summary>
internal sealed class DiagnosticBag(SourceText source)
{
    // A megabyte can hold hundreds of thousands of mistakes below one key of half a megabyte. Listing each with its pointer
    // would take terabytes.
    private const long MaxCharacters = 16 << 20;

    private readonly List<Entry> _entries = [];
    private long _characters;
    private int _omitted;

    internal bool HasErrors { get; private set; }

    /// <summary>Adds a problem with the key of <paramref name="node"/>.</summary>
    internal void AtKey(DiagnosticCode code, DocumentNode node, string message, string? hint = null) =>
        At(node.KeyOffset, code, node, message, hint);

    /// <summary>Adds a problem with the value of <paramref name="node"/>, or with what it lacks.</summary>
    internal void AtValue(DiagnosticCode code, DocumentNode node, string message, string? hint = null) =>
        At(node.Offset, code, node, message, hint);

    /// <summary>Adds a problem with the text inside <paramref name="node"/>, or of the whole document.</summary>
    internal void At(int offset, DiagnosticCode code, DocumentNode? node, string message, string? hint = null)
    {
        HasErrors |= code.Severity == DiagnosticSeverity.Error;
        _characters += message.Length + (hint?.Length ?? 0) + (node is null ? 0 : JsonPointer.MaxLength(node));
        if (_characters > MaxCharacters)
            _omitted++;
        else
            _entries.Add(new(offset, code, node, message, hint));
    }

    /// <summary>All problems in the order of the document.</summary>
    internal IReadOnlyList<PolicyDiagnostic> ToList()
    {
        var diagnostics = new List<PolicyDiagnostic>(_entries.Count);
        foreach (var entry in _entries.OrderBy(static entry => entry.Offset))
        {
            var (line, column) = source.PositionOf(entry.Offset);
            var pointer = entry.Node is null ? "" : JsonPointer.To(entry.Node);
            diagnostics.Add(
                new(entry.Code.Id, entry.Code.Severity, pointer, line, column, entry.Message, entry.Hint));
        }

        if (_omitted > 0)
            diagnostics.Add(DescribeOmitted());

        return diagnostics;
    }

    private PolicyDiagnostic DescribeOmitted()
    {
        var (line, column) = source.PositionOf(source.Utf8.Length);
        var count = _omitted.ToString(CultureInfo.InvariantCulture);
        var code = DiagnosticCodes.TooManyProblems;
        return new(code.Id, code.Severity, "", line, column, $"Expected a policy, found {count} problems more than can be listed.");
    }

    private readonly record struct Entry(int Offset, DiagnosticCode Code, DocumentNode? Node, string Message, string? Hint);
}
