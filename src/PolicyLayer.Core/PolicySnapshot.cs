using PolicyLayer.Core.Limits;

namespace PolicyLayer.Core;

/// <summary>The policy set of a moment. A decision reads it once. Immutable.</summary>
internal sealed class PolicySnapshot
{
    private readonly CallerMap<ServedPolicy> _callers;

    /// <summary>A snapshot.</summary>
    /// <param name="policies">Who has which policy.</param>
    /// <param name="version">Grows with every update, so that a late call of an older set does not undo what a newer one did.</param>
    /// <param name="clock">The clock of the limits.</param>
    internal PolicySnapshot(PolicySet policies, long version, LimitClock clock)
    {
        Policies = policies;
        Version = version;

        // One for each policy, however many callers it is for: counters are told apart by the identity of their budget. So policies
        // that share a counter share its budget, or it would be looked up anew under all of them but one.
        var served = new Dictionary<Policy, ServedPolicy>();
        var shared = new Dictionary<LimitPlan, Budget>();
        _callers = policies.Map(policy =>
        {
            if (!served.TryGetValue(policy, out var known))
                served.Add(policy, known = new(this, policy, Array.ConvertAll(policy.Counters, BudgetOf)));
            return known;
        });

        Budget BudgetOf(LimitPlan limit)
        {
            if (limit.Scope != CounterScope.Server)
                return new(limit, version, clock);

            var key = limit with { Ordinal = 0, IsChargedByArgument = false };
            if (!shared.TryGetValue(key, out var known))
                shared.Add(key, known = new(limit, version, clock));
            return known;
        }
    }

    internal PolicySet Policies { get; }

    internal long Version { get; }

    internal ServedPolicy? Find(string server, string grant) => _callers.Find(server, grant);
}
