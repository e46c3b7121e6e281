namespace PolicyLayer.Core.Limits;

/// <summary>What stands in a place of a table where no node does, or where one is about to leave. Immutable.</summary>
internal sealed class TableMark
{
    /// <summary>A node was taken out. The place stays used: a chain of places must never end early.</summary>
    internal static readonly TableMark Removed = new(node: null);

    /// <summary>The node that was here is in the next places.</summary>
    internal static readonly TableMark Moved = new(node: null);

    /// <summary>The place was free, and is closed: the chain goes on in the next places.</summary>
    internal static readonly TableMark End = new(node: null);

    private TableMark(object? node) => Node = node;

    /// <summary>A node that is on its way: whoever finds it brings it to the next places before anything else.</summary>
    internal object? Node { get; }

    internal static TableMark Moving(object node) => new(node);
}
