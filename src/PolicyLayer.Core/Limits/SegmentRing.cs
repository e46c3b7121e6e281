namespace PolicyLayer.Core.Limits;

/// <summary>
/// The amounts of the latest segments of time, a word each: above, how often the ring had gone round when the segment began;
/// below, the amount. Safe for concurrent use, without a lock.
/// </summary>
/// <remarks>
/// A word says itself which segment it holds, so that whoever comes late, to add, to take or to empty, finds another segment
/// there and leaves it alone.
/// </remarks>
internal sealed class SegmentRing
{
    /// <summary>More than the segments that can count at once: 64 of a window, the one that begins and the one that ends.</summary>
    internal const int Size = 68;

    /// <summary>In a longer window, the one that ends would still count when the one that begins takes its place.</summary>
    internal const int MostPerWindow = Size - 1;

    // 10^12, the most that a budget allows, takes 40 bits.
    private const int AmountBits = 40;
    private const int RoundBits = 23;
    private const long AmountMask = (1L << AmountBits) - 1;

    // Rounds wrap. Which of two is earlier is the nearer way round; with windows of a second that is right within 51 days.
    // Amounts are only ever compared with segments up to the head, which is never more than a round ahead.
    private const long RoundMask = (1L << RoundBits) - 1;

    private readonly long[] _words = new long[Size];

    /// <summary>Adds to the latest segment.</summary>
    /// <param name="head">Which segment is the latest. It never gets lower.</param>
    /// <param name="amount">The amount.</param>
    /// <param name="recycled">What the place held of an older segment, which no longer counts.</param>
    /// <returns>The segment that it was added to.</returns>
    internal long AddAtHead(ref long head, long amount, out long recycled)
    {
        while (true)
        {
            var segment = Volatile.Read(ref head);
            ref var place = ref _words[segment % Size];
            var word = Volatile.Read(ref place);
            var held = word & AmountMask;
            var behind = RoundsBehind(word, segment);

            Interleaving.At(Step.HeadRead);

            // A later segment than the head cannot be there, unless the head has moved on since.
            if (behind < 0 && held > 0 && Volatile.Read(ref head) != segment)
                continue;

            recycled = behind == 0 ? 0 : held;
            if (Interlocked.CompareExchange(ref place, WordOf(segment, held - recycled + amount), word) == word)
                return segment;
        }
    }

    /// <summary>Takes an amount out of a segment. False if it is not there any more.</summary>
    internal bool TryTake(long segment, long amount)
    {
        ref var place = ref _words[segment % Size];
        while (true)
        {
            var word = Volatile.Read(ref place);
            var held = word & AmountMask;
            if (RoundsBehind(word, segment) != 0 || held < amount)
                return false;
            if (Interlocked.CompareExchange(ref place, word - amount, word) == word)
                return true;
        }
    }

    /// <summary>Empties the place of a segment if it holds that one or an older one.</summary>
    /// <returns>The amount it held.</returns>
    internal long TakeUpTo(long segment)
    {
        ref var place = ref _words[segment % Size];
        while (true)
        {
            var word = Volatile.Read(ref place);
            var held = word & AmountMask;
            if (held == 0 || RoundsBehind(word, segment) < 0)
                return 0;
            if (Interlocked.CompareExchange(ref place, word - held, word) == word)
                return held;
        }
    }

    internal long AmountOf(long segment)
    {
        var word = Volatile.Read(ref _words[segment % Size]);
        return RoundsBehind(word, segment) == 0 ? word & AmountMask : 0;
    }

    /// <summary>The latest segment with an amount, looking back from <paramref name="segment"/>.</summary>
    internal long LatestUpTo(long segment)
    {
        var oldest = Math.Max(0, segment - Size + 1);
        while (segment > oldest && AmountOf(segment) == 0)
            segment--;
        return segment;
    }

    private static long WordOf(long segment, long amount) => ((segment / Size & RoundMask) << AmountBits) | amount;

    private static long RoundsBehind(long word, long segment)
    {
        var behind = (segment / Size - (word >> AmountBits)) & RoundMask;
        return behind > RoundMask / 2 ? -1 : behind;
    }
}
