using PolicyLayer.Core.Limits;

namespace PolicyLayer.Core;

/// <summary>What a caller comes to under one snapshot: its policy and the counters it has used so far.</summary>
internal sealed class ResolvedCaller(PolicySnapshot snapshot, Policy? policy)
{
    internal PolicySnapshot Snapshot => snapshot;

    internal Policy? Policy => policy;

    internal Counter?[] Counters { get; } = policy is null ? [] : new Counter?[policy.Plan.Counters.Length];
}
