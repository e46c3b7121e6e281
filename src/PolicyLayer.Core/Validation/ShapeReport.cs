using PolicyLayer.Core.Documents;

namespace PolicyLayer.Core.Validation;

/// <summary>What the schema check found, so that no other check reports the same problem again.</summary>
internal sealed class ShapeReport
{
    private readonly HashSet<DocumentNode> _faulty = [];
    private readonly HashSet<(DocumentNode Holder, string Key)> _misspelt = [];

    /// <summary>Notes a value that has been reported; <see langword="false"/> if it had been already.</summary>
    internal bool MarkFaulty(DocumentNode value) => _faulty.Add(value);

    internal void MarkMisspelt(DocumentNode holder, string key) => _misspelt.Add((holder, key));

    /// <summary>Whether the value has been reported.</summary>
    internal bool IsFaulty(DocumentNode value) => _faulty.Contains(value);

    /// <summary>Whether an unknown key of <paramref name="holder"/> was likely meant to be <paramref name="key"/>.</summary>
    internal bool IsMisspelt(DocumentNode holder, string key) => _misspelt.Contains((holder, key));
}
