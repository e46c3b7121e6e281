namespace PolicyLayer.Core.Limits;

/// <summary>A token bucket that carries on the charges of one that refilled at another rate, or held another burst.</summary>
internal sealed class ReloadedBucketCounter : BucketCounter
{
    private readonly long _since;
    private readonly long _ticksToFill;

    // What was charged before refilled by other rates, of which the fastest is what counts.
    private readonly BucketScale _fastest;

    /// <summary>A bucket that carries on another's charges.</summary>
    /// <param name="carriesOn">The other bucket.</param>
    /// <param name="budget">The budget.</param>
    /// <param name="time">When the other was sealed, in ticks.</param>
    /// <param name="missing">What was missing then, in the units of the budget; it may be more than the bucket holds.</param>
    internal ReloadedBucketCounter(BucketCounter carriesOn, Budget budget, long time, long missing)
        : base(carriesOn, budget, time, missing)
    {
        var before = carriesOn is ReloadedBucketCounter reloaded ? reloaded._fastest : carriesOn.Budget.Scale;
        _fastest = before.IsFasterThan(budget.Scale) ? before : budget.Scale;
        _since = time;
        _ticksToFill = Math.Max(budget.Scale.TicksToFill, budget.Scale.TicksToRefill(missing));
    }

    protected override long TicksToFill(in BucketScale scale) => _ticksToFill;

    protected override long UnitsLeftOf(in Charge charge, in BucketScale scale, long ticks) => charge.Time >= _since
        ? base.UnitsLeftOf(charge, scale, ticks)
        : UnitsGiven(charge.Cost - _fastest.TokensOf(_fastest.UnitsRefilledIn(ticks - charge.Time)), scale);
}
