using PolicyLayer.Core.Evaluation;
using PolicyLayer.Core.Limits;

namespace PolicyLayer.Core;

/// <summary>A policy as one snapshot serves it: its plan, and the budgets of its counters. Shared by all its callers. Immutable.</summary>
internal sealed class ServedPolicy(PolicySnapshot snapshot, Policy policy, LimitClock clock)
{
    internal PolicySnapshot Snapshot => snapshot;

    internal PolicyPlan Plan { get; } = policy.Plan;

    /// <summary>The budgets by <see cref="LimitPlan.Ordinal"/>.</summary>
    internal Budget[] Budgets { get; } =
        Array.ConvertAll(policy.Plan.Counters, limit => new Budget(limit, snapshot.Version, clock));
}
