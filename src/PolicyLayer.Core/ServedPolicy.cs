using PolicyLayer.Core.Evaluation;
using PolicyLayer.Core.Limits;

namespace PolicyLayer.Core;

/// <summary>A policy as one snapshot serves it: its plan, and the budgets of its counters. Shared by all its callers. Immutable.</summary>
internal sealed class ServedPolicy(PolicySnapshot snapshot, Policy policy, Budget[] budgets)
{
    internal PolicySnapshot Snapshot => snapshot;

    internal PolicyPlan Plan { get; } = policy.Plan;

    internal ReadOnlySpan<byte> Hash => policy.Hash;

    /// <summary>The budgets by <see cref="LimitPlan.Ordinal"/>.</summary>
    internal Budget[] Budgets => budgets;
}
