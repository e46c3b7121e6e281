namespace PolicyLayer.Core.Documents;

/// <summary>One JSON value of a document, with the place where it stands. Built by the reader, then never changed.</summary>
internal sealed class DocumentNode
{
    private List<DocumentNode>? _children;

    /// <summary>Makes the node and appends it to its parent.</summary>
    internal DocumentNode(DocumentNodeKind kind, int offset, in DocumentPlace place, string text = "")
    {
        Kind = kind;
        Offset = offset;
        Text = text;
        Parent = place.Parent;
        Key = place.Key;
        KeyOffset = place.Key is null ? offset : place.KeyOffset;
        IsDuplicate = place.IsDuplicate;
        Parent?.Append(this);
    }

    internal DocumentNodeKind Kind { get; }

    /// <summary>Where the value starts, in bytes from the start of the text.</summary>
    internal int Offset { get; }

    /// <summary>The value of a string; otherwise the text of a number, boolean or <c>null</c> as written.</summary>
    internal string Text { get; }

    internal DocumentNode? Parent { get; }

    /// <summary>The key of a member; <see langword="null"/> for the root and for elements of a list.</summary>
    internal string? Key { get; }

    /// <summary>Where the key starts, or the value if there is no key.</summary>
    internal int KeyOffset { get; }

    /// <summary>Whether an earlier member of the same object has the same key.</summary>
    internal bool IsDuplicate { get; }

    /// <summary>The place among the children of <see cref="Parent"/>, from 0.</summary>
    internal int Index { get; private set; }

    /// <summary>The elements in the order of the document; empty if this is no list.</summary>
    internal IReadOnlyList<DocumentNode> Elements => Kind == DocumentNodeKind.Array ? Children : [];

    /// <summary>The members in the order of the document, duplicates included; empty if this is no object.</summary>
    internal IReadOnlyList<DocumentNode> Members => Kind == DocumentNodeKind.Object ? Children : [];

    /// <summary>The value of a string; <see langword="null"/> for every other kind.</summary>
    internal string? StringValue => Kind == DocumentNodeKind.String ? Text : null;

    private IReadOnlyList<DocumentNode> Children => _children ?? (IReadOnlyList<DocumentNode>)[];

    /// <summary>The member with this key, the first if there are several; <see langword="null"/> if there is none.</summary>
    internal DocumentNode? Member(string key)
    {
        if (Kind != DocumentNodeKind.Object || _children is null)
            return null;

        foreach (var member in _children)
        {
            if (member.Key == key)
                return member;
        }

        return null;
    }

    private void Append(DocumentNode child)
    {
        _children ??= [];
        child.Index = _children.Count;
        _children.Add(child);
    }
}
