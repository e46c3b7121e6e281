namespace PolicyLayer.Core.Limits;

/// <summary>
/// The exact sliding window for a cost of 1, as pure arithmetic on an array of words.
/// </summary>
/// <remarks>
/// <para>A word holds the time of one admission, shifted left by one; its lowest bit says that the admission is tentative,
/// because the call still waits for its other limits. Words start at <see cref="Never"/>.</para>
/// <para>INVARIANT: a word is overwritten only by a time at least one window later. So any half-open interval of one window
/// holds at most one admission per word, and at most as many as there are words in all. One compare-exchange keeps it, on any
/// interleaving: whoever loses has seen a word that changed, and looks at the next.</para>
/// <para>A word that was given back becomes one window older, not empty: a caller who read the clock earlier and stalled could
/// put an older time into an empty word, and then share a window with the admission that the word held before.</para>
/// <para>Admissions of one tick in one counter are interchangeable, so confirming and releasing look for the word, not the
/// slot. That each happens once per admission is the business of <see cref="HeldLimits"/>.</para>
/// </remarks>
internal static class SlidingSlots
{
    /// <summary>A word that has held no admission yet: older than any time.</summary>
    internal const long Never = long.MinValue;

    /// <summary>A word taken out of use for good; later than any time, so that nobody can take it.</summary>
    internal const long Sealed = long.MaxValue;

    private const long TentativeBit = 1;

    /// <summary>The latest word that is free at <paramref name="now"/>.</summary>
    internal static long FreeUntil(long now, long window) => ((now - window) << 1) | TentativeBit;

    internal static long Word(long time, bool tentative) => (time << 1) | (tentative ? TentativeBit : 0);

    internal static long TimeOf(long word) => word >> 1;

    /// <summary>Admits one call at <paramref name="now"/> if a word is free.</summary>
    /// <param name="words">The counter's words.</param>
    /// <param name="hint">Where a free word is likely: behind the one taken last. Any value is correct.</param>
    /// <param name="now">The time of the admission in ticks.</param>
    /// <param name="window">The window in ticks.</param>
    /// <param name="tentative">Whether the admission still has to be confirmed.</param>
    /// <param name="contention">Told of every compare-exchange that was lost.</param>
    internal static bool TryAdmit<TContention>(
        long[] words, ref int hint, long now, long window, bool tentative, ref TContention contention)
        where TContention : struct, IContention
    {
        var freeUntil = FreeUntil(now, window);
        var admission = Word(now, tentative);
        var start = hint;
        if ((uint)start >= (uint)words.Length)
            start = 0;

        for (var i = 0; i < words.Length; i++)
        {
            var index = start + i;
            if (index >= words.Length)
                index -= words.Length;

            var seen = Volatile.Read(ref words[index]);
            if (seen > freeUntil)
                continue;
            if (Interlocked.CompareExchange(ref words[index], admission, seen) == seen)
            {
                hint = index + 1;
                return true;
            }

            contention.LostExchange();
        }

        return false;
    }

    /// <summary>Replaces one word equal to <paramref name="from"/>; false if there is none.</summary>
    internal static bool TryReplace(long[] words, long from, long to)
    {
        for (var i = 0; i < words.Length; i++)
        {
            if (Volatile.Read(ref words[i]) == from && Interlocked.CompareExchange(ref words[i], to, from) == from)
                return true;
        }

        return false;
    }

    /// <summary>Looks at the words without changing them.</summary>
    internal static SlotReading Read(long[] words, long now, long window)
    {
        var freeUntil = FreeUntil(now, window);
        var free = 0;
        var earliest = long.MaxValue;
        var latest = now - window;
        var tentative = false;
        for (var i = 0; i < words.Length; i++)
        {
            var word = Volatile.Read(ref words[i]);
            if (word <= freeUntil)
            {
                free++;
                continue;
            }

            if (word == Sealed)
                return SlotReading.OfSealed;

            var time = TimeOf(word);
            tentative |= (word & TentativeBit) != 0;
            earliest = Math.Min(earliest, time);
            latest = Math.Max(latest, time);
        }

        // A tentative admission is gone in a moment, or confirmed: nobody is sent away for a whole window because of it.
        var wait = free > 0 ? 0 : tentative ? 1 : earliest + window - now;
        return new(free, wait, latest + window - now);
    }
}
