using PolicyLayer.Core.Evaluation;
using PolicyLayer.Core.Limits;

namespace PolicyLayer.Core;

/// <summary>A policy as one snapshot serves it: its plan, and the budgets of its counters. Shared by all its callers. Immutable.</summary>
internal sealed class ServedPolicy(PolicySnapshot snapshot, PolicyPlan plan, Budget[] budgets)
{
    internal PolicySnapshot Snapshot => snapshot;

    internal PolicyPlan Plan => plan;

    /// <summary>The budgets by <see cref="LimitPlan.Ordinal"/>.</summary>
    internal Budget[] Budgets => budgets;
}
