namespace PolicyLayer.Core.Limits;

/// <summary>What is looked up in a <see cref="LockFreeTable{TNode}"/>. Implemented by structs, so that looking allocates nothing.</summary>
internal interface ITableKey<in TNode>
{
    int Hash { get; }

    bool Matches(TNode node);
}
