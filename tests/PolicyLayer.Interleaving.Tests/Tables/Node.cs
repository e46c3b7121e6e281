using PolicyLayer.Core.Limits;

namespace PolicyLayer.Interleaving.Tests.Tables;

/// <summary>A node that says itself when it is dead, as all do that a table may bring back.</summary>
internal sealed class Node(int key) : ITableNode<Node>
{
    private int _isDead;

    internal int Key => key;

    internal bool IsDead => Volatile.Read(ref _isDead) != 0;

    // Few hashes, so that chains get long.
    int ITableNode<Node>.Hash => HashOf(key);

    bool ITableNode<Node>.HasKeyOf(Node other) => other.Key == key;

    /// <summary>True for the one who kills it.</summary>
    internal bool TryKill() => Interlocked.Exchange(ref _isDead, 1) == 0;

    internal static int HashOf(int key) => key % 16;
}
