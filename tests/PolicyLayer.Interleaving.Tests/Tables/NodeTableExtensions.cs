using PolicyLayer.Core.Limits;

namespace PolicyLayer.Interleaving.Tests.Tables;

/// <summary>The table as the engine uses it: whoever finds a dead node takes it out.</summary>
internal static class NodeTableExtensions
{
    internal static Node? FindLive(this LockFreeTable<Node> table, int key)
    {
        while (table.Find(new NodeKey(key)) is { } node)
        {
            if (!node.IsDead)
                return node;
            table.TryRemove(node);
        }

        return null;
    }

    internal static Node GetOrAddLive(this LockFreeTable<Node> table, int key)
    {
        var node = new Node(key);
        while (true)
        {
            var kept = table.GetOrAdd(node);
            if (!kept.IsDead)
                return kept;
            table.TryRemove(kept);
        }
    }

    /// <summary>Adds other nodes until the table has grown.</summary>
    internal static void Crowd(this LockFreeTable<Node> table)
    {
        for (var key = 1_000; key < 1_008; key++)
            table.GetOrAdd(new(key));
    }
}
