using System.Numerics;
using System.Runtime.Intrinsics;

namespace PolicyLayer.Core.Limits;

/// <summary>
/// The exact sliding window for a cost of 1, as pure arithmetic on an array of words.
/// </summary>
/// <remarks>
/// <para>A word holds the time of one admission, shifted left by one; its lowest bit says that the admission is tentative,
/// because the call still waits for its other limits.</para>
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
    /// <summary>A word taken out of use for good; later than any time, so that nobody can take it.</summary>
    internal const long Sealed = long.MaxValue;

    /// <summary>A word not in use yet; later than any time as well.</summary>
    internal const long Unopened = long.MaxValue - 1;

    private const long TentativeBit = 1;

    /// <summary>The latest word that is free at <paramref name="now"/>.</summary>
    internal static long FreeUntil(long now, long window) => ((now - window) << 1) | TentativeBit;

    internal static long Word(long time, bool tentative) => (time << 1) | (tentative ? TentativeBit : 0);

    /// <summary>A word that is free from <paramref name="time"/> on, and not for whoever is earlier.</summary>
    internal static long FreeWord(long time, long window) => Word(time - window, tentative: false);

    internal static long TimeOf(long word) => word >> 1;

    /// <summary>Whether a word holds the time of an admission, or one that it would be free from.</summary>
    internal static bool IsInUse(long word) => word < Unopened;

    /// <summary>Whether the counter is being sealed, or has been.</summary>
    internal static bool IsAnySealed(long[] words)
    {
        for (var i = 0; i < words.Length; i++)
        {
            if (Volatile.Read(ref words[i]) == Sealed)
                return true;
        }

        return false;
    }

    /// <summary>Admits one call at <paramref name="now"/> if a word is free.</summary>
    /// <param name="words">The counter's words.</param>
    /// <param name="hint">Where a free word is likely: behind the one taken last. Any value is correct.</param>
    /// <param name="now">The time of the admission in ticks.</param>
    /// <param name="window">The window in ticks.</param>
    /// <param name="tentative">Whether the admission still has to be confirmed.</param>
    /// <returns>The word's index; -1 if none is free.</returns>
    internal static int TryAdmit(long[] words, ref int hint, long now, long window, bool tentative)
    {
        var freeUntil = FreeUntil(now, window);
        var admission = Word(now, tentative);
        var index = hint;
        for (var left = words.Length; left > 0; left--, index++)
        {
            if ((uint)index >= (uint)words.Length)
                index = 0;

            var seen = Volatile.Read(ref words[index]);
            if (seen > freeUntil)
                continue;

            Interleaving.At(Step.RoomFound);
            if (Interlocked.CompareExchange(ref words[index], admission, seen) == seen)
            {
                hint = index + 1;
                return index;
            }

            Interleaving.At(Step.ExchangeLost);
        }

        return -1;
    }

    /// <summary>Whether a word is free; looked for behind the one taken last first, where it nearly always is.</summary>
    internal static bool HasFree(long[] words, int hint, long now, long window)
    {
        var freeUntil = FreeUntil(now, window);
        return ((uint)hint < (uint)words.Length && Volatile.Read(ref words[hint]) <= freeUntil)
            || CountFree(words, freeUntil, out _) > 0;
    }

    /// <summary>Replaces one word equal to <paramref name="from"/>; false if there is none.</summary>
    /// <param name="words">The words.</param>
    /// <param name="likely">Where it probably is. Any value is correct.</param>
    /// <param name="from">The word to look for.</param>
    /// <param name="to">What takes its place.</param>
    internal static bool TryReplace(long[] words, int likely, long from, long to)
    {
        if ((uint)likely < (uint)words.Length && Interlocked.CompareExchange(ref words[likely], to, from) == from)
            return true;

        for (var i = 0; i < words.Length; i++)
        {
            if (Volatile.Read(ref words[i]) == from && Interlocked.CompareExchange(ref words[i], to, from) == from)
                return true;
        }

        return false;
    }

    /// <summary>
    /// Counts the free words, many at a time. Only for what is told: a vector may see words of different moments, and nothing is
    /// admitted by it.
    /// </summary>
    /// <param name="words">The words.</param>
    /// <param name="freeUntil">The latest word that is free.</param>
    /// <param name="latest">The latest of all words.</param>
    internal static int CountFree(ReadOnlySpan<long> words, long freeUntil, out long latest)
    {
        var free = 0;
        latest = long.MinValue;
        if (Vector256.IsHardwareAccelerated && words.Length >= Vector256<long>.Count)
        {
            var limit = Vector256.Create(freeUntil);
            var most = Vector256.Create(long.MinValue);
            for (; words.Length >= Vector256<long>.Count; words = words[Vector256<long>.Count..])
            {
                var some = Vector256.Create(words);
                most = Vector256.Max(most, some);
                free += BitOperations.PopCount(Vector256.LessThanOrEqual(some, limit).ExtractMostSignificantBits());
            }

            var half = Vector128.Max(most.GetLower(), most.GetUpper());
            latest = Math.Max(half[0], half[1]);
        }

        foreach (var word in words)
        {
            latest = Math.Max(latest, word);
            free += word <= freeUntil ? 1 : 0;
        }

        return free;
    }

    /// <summary>Looks at the words without changing them.</summary>
    internal static SlotReading Read(long[] words, long now, long window)
    {
        var freeUntil = FreeUntil(now, window);
        var free = CountFree(words, freeUntil, out var latest);
        if (!IsInUse(latest))
            return SlotReading.OfSealed;

        var reset = Math.Max(0, TimeOf(latest) + window - now);
        return new(free, free > 0 ? 0 : WaitFor(words, now, window), reset);
    }

    // A tentative admission is gone in a moment, or confirmed: nobody is sent away for a whole window because of it.
    private static long WaitFor(long[] words, long now, long window)
    {
        const long Moment = 1;
        var earliest = long.MaxValue;
        for (var i = 0; i < words.Length; i++)
        {
            var word = Volatile.Read(ref words[i]);
            if ((word & TentativeBit) != 0)
                return Moment;
            earliest = Math.Min(earliest, TimeOf(word));
        }

        return Math.Max(Moment, earliest + window - now);
    }
}
