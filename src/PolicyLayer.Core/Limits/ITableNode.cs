namespace PolicyLayer.Core.Limits;

/// <summary>What a <see cref="LockFreeTable{TNode}"/> holds: an object that knows its own key, which never changes.</summary>
internal interface ITableNode<in TSelf>
{
    /// <summary>The hash of the key. Worked out anew on each read, since it is needed only when a table grows.</summary>
    int Hash { get; }

    bool HasKeyOf(TSelf other);
}
