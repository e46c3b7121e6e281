using System.Runtime.CompilerServices;

namespace PolicyLayer.Core.Limits;

/// <summary>
/// A hash table without a lock, whose nodes are their own keys: 8 bytes a place. Safe for concurrent use; nobody ever waits for
/// another thread.
/// </summary>
/// <remarks>
/// <para>Open addressing with linear probing. An array that gets crowded is followed by a larger one, to which whoever adds moves
/// a few places at a time; until all are moved, both are looked at.</para>
/// <para>INVARIANT: at most one node of a key can be found. A key is added at the free place that ends its chain. In an array that is being
/// left, that place is closed before anything is added to the next one, so of two who add the same key, one early and one late,
/// the late one finds the other's node, or the early one finds the place closed.</para>
/// <para>INVARIANT: a node that moves is marked first, brought over second and told of third. Whoever meets the mark finishes
/// the move before it looks further, so that nobody exchanges or removes a node in the array that it has left.</para>
/// <para>One who stalls while finishing a move may bring back a node that was removed meanwhile. Nodes that are dead say so
/// themselves; whoever finds one removes it.</para>
/// </remarks>
internal sealed class LockFreeTable<TNode>
    where TNode : class, ITableNode<TNode>
{
    private TablePlaces _current = new(TablePlaces.MinCapacity);

    /// <summary>How many places a walk around the table has.</summary>
    internal int Length
    {
        get
        {
            var length = 0;
            for (var places = Volatile.Read(ref _current); places is not null; places = places.Next)
                length += places.Length;
            return length;
        }
    }

    internal TNode? Find<TKey>(in TKey key)
        where TKey : struct, ITableKey<TNode>
    {
        var hash = key.Hash;
        for (var places = Volatile.Read(ref _current); places is not null; places = places.Next)
        {
            var index = places.IndexOf(hash);
            for (var left = places.Length; left > 0; left--, index = places.After(index))
            {
                var held = places[index];
                if (held is null || ReferenceEquals(held, TableMark.End))
                    break;
                if (held is TableMark mark)
                    FinishMove(places, index, mark);
                else if (key.Matches(Unsafe.As<TNode>(held)))
                    return Unsafe.As<TNode>(held);
            }
        }

        return null;
    }

    /// <summary>Adds a node unless there is one of its key.</summary>
    /// <returns>The node of the key that is in the table.</returns>
    internal TNode GetOrAdd(TNode node)
    {
        var found = Put(node, Volatile.Read(ref _current));
        MoveSome();
        return found;
    }

    /// <summary>Puts another node in the place of one with the same key. False if that one is not there.</summary>
    internal bool TryReplace(TNode node, TNode next) => TryExchange(node, next);

    /// <summary>Takes a node out. False if it is not there.</summary>
    internal bool TryRemove(TNode node) => TryExchange(node, TableMark.Removed);

    /// <summary>
    /// The node at a place of the table, for those who walk around it. Places that take over count as well: once nobody adds any more,
    /// nobody moves the rest to them.
    /// </summary>
    internal TNode? At(int index)
    {
        var places = Volatile.Read(ref _current);
        while (index >= places.Length)
        {
            index -= places.Length;
            if (places.Next is not { } next)
                return null;
            places = next;
        }

        var held = places[index];
        return held is null or TableMark ? null : Unsafe.As<TNode>(held);
    }

    /// <summary>
    /// Every node that is in the table all the time that it takes to walk through it, and perhaps others, or one twice.
    /// </summary>
    internal IEnumerable<TNode> All()
    {
        // A node only ever moves on to later places, and one on its way stands in its mark: so it cannot slip by.
        for (var places = Volatile.Read(ref _current); places is not null; places = places.Next)
        {
            for (var index = 0; index < places.Length; index++)
            {
                var held = places[index];
                if ((held is TableMark mark ? mark.Node : held) is { } node)
                    yield return Unsafe.As<TNode>(node);
            }
        }
    }

    private TNode Put(TNode node, TablePlaces places)
    {
        while (true)
        {
            if (TryPut(node, places) is { } found)
            {
                if (places.IsCrowded)
                    places.Grow();
                return found;
            }

            places = places.Grow();
        }
    }

    // Null if the chain goes on in the next places, or has no end because every place is used.
    private TNode? TryPut(TNode node, TablePlaces places)
    {
        var index = places.IndexOf(node.Hash);
        for (var left = places.Length; left > 0; left--, index = places.After(index))
        {
            var held = places[index];
            if (held is null)
            {
                var isLeft = places.Next is not null;
                Interleaving.At(Step.TablePlaceFound);
                held = places.CompareExchange(index, isLeft ? TableMark.End : node, seen: null);
                if (held is null)
                    return isLeft ? null : node;
            }

            if (ReferenceEquals(held, TableMark.End))
                return null;
            if (held is TableMark mark)
                FinishMove(places, index, mark);
            else if (Unsafe.As<TNode>(held).HasKeyOf(node))
                return Unsafe.As<TNode>(held);
        }

        return null;
    }

    private bool TryExchange(TNode node, object value)
    {
        for (var places = Volatile.Read(ref _current); places is not null; places = places.Next)
        {
            var index = places.IndexOf(node.Hash);
            for (var left = places.Length; left > 0; left--, index = places.After(index))
            {
                var held = places[index];
                if (held is null || ReferenceEquals(held, TableMark.End))
                    break;
                if (ReferenceEquals(held, node))
                {
                    Interleaving.At(Step.TableNodeFound);
                    held = places.CompareExchange(index, value, node);
                    if (ReferenceEquals(held, node))
                        return true;
                }

                if (held is TableMark mark)
                    FinishMove(places, index, mark);
            }
        }

        return false;
    }

    private void MoveSome()
    {
        var places = Volatile.Read(ref _current);
        if (places.Next is null)
            return;

        if (places.TryClaim(out var from, out var to))
        {
            for (var index = from; index < to; index++)
                Move(places, index);
            places.CountMoved(to - from);
        }

        for (; places.IsMoved && places.Next is { } next; places = next)
            Interlocked.CompareExchange(ref _current, next, places);
    }

    private void Move(TablePlaces places, int index)
    {
        while (true)
        {
            var held = places[index];
            if (held is TableMark mark)
            {
                FinishMove(places, index, mark);
                return;
            }

            var next = held is null ? TableMark.End : TableMark.Moving(held);
            if (!ReferenceEquals(places.CompareExchange(index, next, held), held))
                continue;

            Interleaving.At(Step.TableNodeMarked);
            FinishMove(places, index, next);
            return;
        }
    }

    private void FinishMove(TablePlaces places, int index, TableMark mark)
    {
        if (mark.Node is null)
            return;

        Put(Unsafe.As<TNode>(mark.Node), places.Grow());
        Interleaving.At(Step.TableNodeBroughtOver);
        places.CompareExchange(index, TableMark.Moved, mark);
    }
}
