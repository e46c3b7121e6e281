using PolicyLayer.Core.Evaluation;
using PolicyLayer.Core.Limits;

namespace PolicyLayer.Core;

/// <summary>A policy as one snapshot serves it: its plan, and the budgets of its counters. Shared by all its callers. Immutable.</summary>
internal sealed class ServedPolicy(PolicySnapshot snapshot, Policy policy, Budget[] budgets)
{
    internal PolicySnapshot Snapshot => snapshot;

    internal PolicyPlan Plan { get; } = policy.Plan;

    internal ReadOnlySpan<byte> Hash => policy.Hash;

    internal Policy Policy => policy;

    /// <summary>The budgets by <see cref="LimitPlan.Ordinal"/>.</summary>
    internal Budget[] Budgets => budgets;

    /// <summary>
    /// Which limits of a tool are on counters that no call is charged what an argument says: none of this policy and, where the counter
    /// is the server's, none of another one.
    /// </summary>
    internal bool[] LimitsWithoutAmounts(ToolPlan? tool, string server) => Array.ConvertAll(
        tool?.LimitUses ?? [],
        use => !use.Limit.IsChargedByArgument
            && !(use.Limit.Scope == CounterScope.Server && snapshot.Policies.ChargesByArgument(server, use.Limit.Counter)));
}
