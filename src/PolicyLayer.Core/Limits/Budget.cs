namespace PolicyLayer.Core.Limits;

/// <summary>
/// What all counters of one name agree on under one policy set, in the ticks of the engine's clock. Shared by every caller, so that
/// a counter carries one reference instead of it, and two are compared by identity. Immutable.
/// </summary>
internal sealed class Budget
{
    private const int SegmentsPerWindow = 64;

    private readonly FixedWindowWord _calendar;
    private readonly BucketScale _scale;

    /// <summary>The budget of a counter under a policy set.</summary>
    /// <param name="limit">One of its uses.</param>
    /// <param name="version">The version of the policy set.</param>
    /// <param name="clock">The clock that its window runs on.</param>
    internal Budget(LimitPlan limit, long version, LimitClock clock)
    {
        Limit = limit;
        Version = version;
        Clock = clock;
        Window = clock.ToTicks(limit.Shape.Window);
        Segment = Window / SegmentsPerWindow;
        if (Window > Segment * SegmentRing.MostPerWindow)
            Segment++;
        _calendar = new(limit.Shape.Window);
        _scale = limit.Shape.Algorithm == LimitAlgorithm.TokenBucket ? new(limit.Shape, Window) : default;
        Hash = HashCode.Combine(limit.Counter, limit.Tool);
    }

    internal LimitPlan Limit { get; }

    internal BudgetShape Shape => Limit.Shape;

    internal CounterScope Scope => Limit.Scope;

    /// <summary>The policy set that wants this budget: of two, the newer one is right.</summary>
    internal long Version { get; }

    internal LimitClock Clock { get; }

    /// <summary>The window in ticks.</summary>
    internal long Window { get; }

    /// <summary>
    /// 1/64 of the window in ticks, rounded down: 64 of them are never longer than a window. Rounded up where the ticks are so long that
    /// a ring would not hold all segments of a window.
    /// </summary>
    internal long Segment { get; }

    internal ref readonly FixedWindowWord Calendar => ref _calendar;

    internal ref readonly BucketScale Scale => ref _scale;

    internal int Hash { get; }

    /// <summary>Whether both are budgets of one counter, under different policy sets perhaps.</summary>
    internal bool IsOfSameCounterAs(Budget other) =>
        ReferenceEquals(this, other)
        || (Limit.Counter == other.Limit.Counter
            && Limit.Tool == other.Limit.Tool
            && Scope == other.Scope
            && Limit.IsShadow == other.Limit.IsShadow);

    internal long ToMilliseconds(long ticks) => Clock.ToMilliseconds(ticks);
}
