namespace PolicyLayer.Interleaving.Tests.Histories;

/// <summary>Whether a history holds to the definition of a limit in every half-open interval there is.</summary>
internal static class Definition
{
    /// <summary>
    /// Single calls, each counted at the very time it was decided for: any one and the one <paramref name="max"/> later are a
    /// window apart.
    /// </summary>
    internal static bool HoldsOneByOne(IEnumerable<Kept> history, int max, long window)
    {
        var times = history.Select(kept => kept.Time).Order().ToList();
        return times.Zip(times.Skip(max)).All(pair => pair.Second - pair.First >= window);
    }

    /// <summary>
    /// Amounts by segment: those of 65 successive segments, which a window can touch, are never more than the maximum; and none is
    /// booked before its caller read the clock, or after it was admitted.
    /// </summary>
    internal static bool HoldsInSegments(IEnumerable<Kept> history, long max, long segment)
    {
        const int Touched = 65;
        var all = history.OrderBy(kept => kept.Mark).ToList();
        var sum = 0L;
        for (var (first, last) = (0, 0); last < all.Count; last++)
        {
            sum += all[last].Cost;
            for (; all[last].Mark - all[first].Mark >= Touched; first++)
                sum -= all[first].Cost;
            if (sum > max)
                return false;
        }

        return all.TrueForAll(kept => kept.Time / segment <= kept.Mark && kept.Mark <= kept.End / segment);
    }

    /// <summary>The amounts of each calendar window are never more than the maximum.</summary>
    internal static bool HoldsInCalendar(IEnumerable<Kept> history, long max, long window)
    {
        var all = history.ToList();
        return all.GroupBy(kept => kept.Mark).All(number => number.Sum(kept => kept.Cost) <= max)
            && all.TrueForAll(kept => kept.Time / window <= kept.Mark && kept.Mark <= kept.End / window);
    }

    /// <summary>Between any two, both included, no more was taken than the burst and what refilled meanwhile.</summary>
    internal static bool HoldsInBucket(IEnumerable<Kept> history, long max, long burst, long window)
    {
        // Both sides times the window. The left end of the worst interval is kept while the right end moves on.
        var (taken, least) = (0L, long.MaxValue);
        foreach (var kept in history.OrderBy(kept => kept.Time))
        {
            least = Math.Min(least, (taken * window) - (max * kept.Time));
            taken += kept.Cost;
            if ((taken * window) - (max * kept.Time) - least > burst * window)
                return false;
        }

        return true;
    }

    /// <summary>
    /// Amounts of which only the earliest and the latest time is known: those that surely lie in an interval, both ends included,
    /// are never more than it may hold.
    /// </summary>
    internal static bool HoldsSurely(IReadOnlyCollection<Kept> history, Func<long, long, long> allowed)
    {
        var byEnd = history.OrderBy(kept => kept.End).ToList();
        return history.All(first =>
        {
            var sum = 0L;
            return byEnd.Where(last => last.Time >= first.Time).All(last => (sum += last.Cost) <= allowed(first.Time, last.End));
        });
    }

    /// <summary>What an interval may hold under a sliding window.</summary>
    internal static Func<long, long, long> Sliding(long max, long window) => (from, to) => to - from < window ? max : long.MaxValue;

    /// <summary>What an interval may hold under a calendar window.</summary>
    internal static Func<long, long, long> Calendar(long max, long window) =>
        (from, to) => from / window == to / window ? max : long.MaxValue;

    /// <summary>What an interval may hold under a token bucket.</summary>
    internal static Func<long, long, long> Bucket(long max, long window) => (from, to) => max + ((to - from) * max / window);
}
