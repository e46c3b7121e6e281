namespace PolicyLayer.Core.Limits;

/// <summary>The limits of one tool, in the order in which they are reported. Immutable.</summary>
internal sealed class LimitSet
{
    internal static readonly LimitSet Empty = new([]);

    private readonly LimitPlan[] _limits;
    private readonly int[] _order;

    internal LimitSet(LimitPlan[] limits)
    {
        _limits = limits;
        NeedsWallClock = Array.Exists(limits, static limit => limit.Shape.Algorithm == LimitAlgorithm.FixedWindow);
        _order = [.. Enumerable.Range(0, limits.Length)
            .OrderBy(index => limits[index].Counter, StringComparer.Ordinal)
            .ThenBy(index => limits[index].Tool, StringComparer.Ordinal)];
    }

    internal int Length => _limits.Length;

    /// <summary>Whether any of the limits runs on the wall clock.</summary>
    internal bool NeedsWallClock { get; }

    /// <summary>
    /// The indexes of the limits in the order in which they are reserved: that of their counters' names, which is one order for all
    /// calls. Of two calls that want the same counters, one gets the first of them and with it the rest. In document order,
    /// [a, b] and [b, a] could each take one and both be refused.
    /// </summary>
    internal ReadOnlySpan<int> Order => _order;

    internal LimitPlan this[int index] => _limits[index];
}
