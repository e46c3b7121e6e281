using PolicyLayer.Core.Limits;

namespace PolicyLayer.Interleaving.Tests.Tables;

internal readonly struct NodeKey(int key) : ITableKey<Node>
{
    public int Hash => Node.HashOf(key);

    public bool Matches(Node node) => node.Key == key;
}
