namespace PolicyLayer.Core.Limits;

/// <summary>
/// One live counter: the words of <see cref="SlidingSlots"/> for one <see cref="CounterKey"/>. Its shape never changes; a
/// counter that is freed, or gets another shape by a reload, is sealed word by word and left behind.
/// </summary>
/// <remarks>
/// Sealing is what makes leaving safe: a word is either sealed before a caller's compare-exchange, which then fails and sends
/// the caller back to the table, or after it, and then the sealer has read the admission. No charge lands on an orphan.
/// </remarks>
internal sealed class SlotCounter
{
    private static long _lastId;

    private readonly long[] _words;

    // Admissions that still count towards an earlier, larger maximum: none is later than any in _words when the counter is
    // made. They free no place; the latest moves up when a later one is given back, and all return if the maximum is raised.
    private readonly long[] _older;
    private long _version;
    private int _hint;
    private int _sealing;

    /// <summary>A counter that has admitted nothing.</summary>
    internal SlotCounter(CounterKey key, long window, int max, long version)
        : this(key, Interlocked.Increment(ref _lastId), window, max, version, carried: [])
    {
    }

    private SlotCounter(CounterKey key, long id, long window, int max, long version, ReadOnlySpan<long> carried)
    {
        Key = key;
        Id = id;
        Window = window;
        _version = version;
        _words = new long[max];
        _words.AsSpan().Fill(SlidingSlots.Never);

        var kept = Math.Min(max, carried.Length);
        carried[..kept].CopyTo(_words);
        _older = carried[kept..].ToArray();
    }

    internal CounterKey Key { get; }

    /// <summary>
    /// The counter's place in the global order in which several are reserved. A counter that carries on the admissions of
    /// another has the other's; one that starts anew has its own.
    /// </summary>
    internal long Id { get; }

    internal long Window { get; }

    internal int Max => _words.Length;

    /// <summary>The newest version of the policy set that has used the counter, and so wants its shape.</summary>
    internal long Version => Volatile.Read(ref _version);

    /// <summary>Whether the counter is out of use, or about to be: the table knows its successor soon, if there is one.</summary>
    internal bool IsSealed => Volatile.Read(ref _sealing) != 0;

    internal void RaiseVersion(long version)
    {
        var seen = Version;
        while (seen < version)
        {
            var found = Interlocked.CompareExchange(ref _version, version, seen);
            if (found == seen)
                return;
            seen = found;
        }
    }

    internal SlotReading Read(long now) => SlidingSlots.Read(_words, now, Window);

    internal bool TryAdmit(long now, bool tentative)
    {
        var unobserved = default(UnobservedContention);
        return SlidingSlots.TryAdmit(_words, ref _hint, now, Window, tentative, ref unobserved);
    }

    /// <summary>Makes a tentative admission count for good, unless the counter was sealed: then it does already.</summary>
    internal void Confirm(long time) => SlidingSlots.TryReplace(
        _words, SlidingSlots.Word(time, tentative: true), SlidingSlots.Word(time, tentative: false));

    /// <summary>Gives an admission back. False if it is not here: its place is taken again, or the counter was sealed.</summary>
    internal bool TryRelease(long time, bool tentative)
    {
        var admission = SlidingSlots.Word(time, tentative);
        var released = SlidingSlots.Word(time - Window, tentative: false);
        var (older, at) = LatestOlder();
        if (older <= released)
        {
            return SlidingSlots.TryReplace(_words, admission, released)
                || SlidingSlots.TryReplace(_older, admission, SlidingSlots.Never);
        }

        // The place belongs to the latest of the older ones. Two who release at once may move the same one up twice, and a
        // sealer may find it in both arrays: it then counts twice for the rest of its window, never not at all.
        if (!SlidingSlots.TryReplace(_words, admission, older))
            return SlidingSlots.TryReplace(_older, admission, SlidingSlots.Never);

        Interlocked.CompareExchange(ref _older[at], SlidingSlots.Never, older);
        return true;
    }

    /// <summary>Takes the counter out of use if its window has closed.</summary>
    internal bool TrySealClosed(long now) => TrySeal(SlidingSlots.FreeUntil(now, Window), out _);

    /// <summary>Takes the counter out of use. False if another thread does or did.</summary>
    internal bool TrySeal(out long[] admissions) => TrySeal(SlidingSlots.Sealed, out admissions);

    /// <summary>The counter that carries on the admissions of this sealed one with another maximum.</summary>
    internal SlotCounter CarryOn(int max, long version, ReadOnlySpan<long> admissions) =>
        new(Key, Id, Window, max, version, admissions);

    private (long Word, int Index) LatestOlder()
    {
        var latest = (Word: SlidingSlots.Never, Index: -1);
        for (var i = 0; i < _older.Length; i++)
        {
            var word = Volatile.Read(ref _older[i]);
            if (word > latest.Word)
                latest = (word, i);
        }

        return latest;
    }

    // The admissions come out latest first, as a successor with a smaller maximum needs them, and none tentative: whoever
    // waited to confirm one need not look for it in the successor, where it might have become an older one.
    private bool TrySeal(long sealUpTo, out long[] admissions)
    {
        admissions = [];
        if (Interlocked.CompareExchange(ref _sealing, 1, 0) != 0)
            return false;

        var taken = new long[_words.Length];
        for (var i = 0; i < _words.Length; i++)
        {
            do
            {
                taken[i] = Volatile.Read(ref _words[i]);
                if (taken[i] > sealUpTo)
                {
                    Unseal(taken.AsSpan(0, i));
                    return false;
                }
            }
            while (Interlocked.CompareExchange(ref _words[i], SlidingSlots.Sealed, taken[i]) != taken[i]);
        }

        admissions =
        [
            .. taken.Concat(_older)
                .Where(static word => word != SlidingSlots.Never)
                .Select(static word => SlidingSlots.Word(SlidingSlots.TimeOf(word), tentative: false))
                .OrderDescending(),
        ];
        return true;
    }

    // Nobody else writes a sealed word, so the words are put back without a compare.
    private void Unseal(ReadOnlySpan<long> taken)
    {
        for (var i = 0; i < taken.Length; i++)
            Volatile.Write(ref _words[i], taken[i]);
        Volatile.Write(ref _sealing, 0);
    }
}
