namespace PolicyLayer.Core.Documents;

/// <summary>Collects the problems of one document. For one thread.</summary>
internal sealed class DiagnosticBag(SourceText source)
{
    // A megabyte can hold hundreds of thousands of mistakes below one key of half a megabyte. Listing each with its pointer
    // would take terabytes.
    private const long MaxCharacters = 16 << 20;

    private readonly List<Entry> _entries = [];

    // Where the reader has replaced lone surrogates: any other problem of that text may be one of the replacement.
    private readonly HashSet<(DocumentNode Node, int Offset)> _replaced = [];

    private long _characters;
    private bool _hasErrors;

    /// <summary>Whether the document must not be used: also where the looking stopped early.</summary>
    internal bool HasErrors => _hasErrors || IsFull;

    /// <summary>Whether there are more problems than can be listed, so that looking for others is in vain.</summary>
    internal bool IsFull => _characters > MaxCharacters;

    /// <summary>Adds a problem with the key of <paramref name="node"/>.</summary>
    internal void AtKey(DiagnosticCode code, DocumentNode node, string message, string? hint = null) =>
        At(node.KeyOffset, code, node, message, hint);

    /// <summary>Adds a problem with the value of <paramref name="node"/>, or with what it lacks.</summary>
    internal void AtValue(DiagnosticCode code, DocumentNode node, string message, string? hint = null) =>
        At(node.Offset, code, node, message, hint);

    /// <summary>Adds a problem with the text inside <paramref name="node"/>, or of the whole document.</summary>
    internal void At(int offset, DiagnosticCode code, DocumentNode? node, string message, string? hint = null)
    {
        if (node is not null && _replaced.Contains((node, offset)))
            return;
        if (node is not null && code == DiagnosticCodes.LoneSurrogate)
            _replaced.Add((node, offset));

        _hasErrors |= code.Severity == DiagnosticSeverity.Error;
        _characters += message.Length + (hint?.Length ?? 0) + (node is null ? 0 : JsonPointer.MaxLength(node));
        if (!IsFull)
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

        if (IsFull)
            diagnostics.Add(DescribeEnd());

        return diagnostics.AsReadOnly();
    }

    private PolicyDiagnostic DescribeEnd()
    {
        var (line, column) = source.PositionOf(source.Utf8.Length);
        var code = DiagnosticCodes.TooManyProblems;
        return new(code.Id, code.Severity, "", line, column, "Expected a policy, found more problems than can be listed.");
    }

    private readonly record struct Entry(int Offset, DiagnosticCode Code, DocumentNode? Node, string Message, string? Hint);
}
