namespace PolicyLayer.Core.Limits;

/// <summary>
/// One array of places of a <see cref="LockFreeTable{TNode}"/>, each free, a node or a <see cref="TableMark"/>, and the larger array
/// that takes over from it.
/// </summary>
/// <remarks>
/// INVARIANT: a place that is used is never free again. So the first free place behind a hash ends its chain, and two who add the
/// same key meet there.
/// </remarks>
internal sealed class TablePlaces(int capacity)
{
    private readonly object?[] _places = new object?[capacity];
    private TablePlaces? _next;
    private int _used;
    private int _removed;
    private int _claimed;
    private int _moved;

    internal int Length => _places.Length;

    internal TablePlaces? Next => Volatile.Read(ref _next);

    /// <summary>Whether chains begin to get long: four places of five are used.</summary>
    internal bool IsCrowded => Volatile.Read(ref _used) >= Length - (Length / 5);

    internal bool IsMoved => Volatile.Read(ref _moved) >= Length;

    internal object? this[int index] => Volatile.Read(ref _places[index]);

    /// <summary>Where the chain of a hash begins. Any length is as good as a power of two.</summary>
    internal int IndexOf(int hash)
    {
        // Multiplied first, so that every bit of the hash counts, and not only the upper ones.
        const uint Golden = 0x9E3779B1;
        return (int)(((ulong)unchecked((uint)hash * Golden) * (uint)_places.Length) >> 32);
    }

    internal int After(int index) => index + 1 < _places.Length ? index + 1 : 0;

    /// <summary>Exchanges what a place holds, if it is what the caller has seen.</summary>
    /// <returns>What the place held before.</returns>
    internal object? CompareExchange(int index, object value, object? seen)
    {
        var held = Interlocked.CompareExchange(ref _places[index], value, seen);
        if (!ReferenceEquals(held, seen))
        {
            Interleaving.At(Step.ExchangeLost);
            return held;
        }

        if (seen is null && value is not TableMark)
            Interlocked.Increment(ref _used);
        else if (ReferenceEquals(value, TableMark.Removed))
            Interlocked.Increment(ref _removed);
        return held;
    }

    /// <summary>The places that take over, with room for what is live here to grow by half.</summary>
    internal TablePlaces Grow()
    {
        if (Next is { } known)
            return known;

        var live = Volatile.Read(ref _used) - Volatile.Read(ref _removed);
        var next = new TablePlaces(MinCapacity + live + (live / 5 * 3));
        return Interlocked.CompareExchange(ref _next, next, null) ?? next;
    }

    /// <summary>Claims some places to be moved. Each is claimed once.</summary>
    internal bool TryClaim(out int from, out int to)
    {
        const int Batch = 64;
        (from, to) = (0, 0);
        if (Volatile.Read(ref _claimed) >= Length)
            return false;

        from = Interlocked.Add(ref _claimed, Batch) - Batch;
        to = Math.Min(from + Batch, Length);
        return from < to;
    }

    internal void CountMoved(int places) => Interlocked.Add(ref _moved, places);

    internal const int MinCapacity = 8;
}
