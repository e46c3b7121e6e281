namespace PolicyLayer.Core.Limits;

/// <summary>
/// Starts live counters anew of which a new policy set has another window, scope or algorithm. At once, and not when somebody next
/// asks: the set after it may say again what the one before said, and must not find what was charged then.
/// </summary>
/// <param name="table">The live counters.</param>
/// <param name="policies">The new set, which is in force already.</param>
/// <param name="version">Its version. No later one may come into force meanwhile.</param>
internal sealed class CounterRestart(CounterTable table, PolicySet policies, long version)
{
    private readonly Dictionary<(Budget, Policy), bool> _known = [];

    /// <summary>Walks through the counters of some callers.</summary>
    /// <param name="changed">The assignments, of this set or the one before, under which counters may have to start anew.</param>
    internal void Run(IReadOnlyCollection<PolicyAssignment> changed)
    {
        foreach (var server in changed.Count > 0 ? table.Servers : [])
        {
            var concerned = changed.Where(one => one.Server is null || one.Server == server.Server).ToList();
            if (concerned.Count == 0)
                continue;

            Policy[] all = [.. policies.PoliciesOf(server.Server)];
            StartAnew(server, budget => StartsAnew(budget, all));
            foreach (var home in HomesOf(server, concerned))
            {
                if (policies.Find(server.Server, home.Grant) is { } policy)
                    StartAnew(home, budget => StartsAnew(budget, policy));
            }
        }
    }

    private static IEnumerable<GrantCounters> HomesOf(ServerCounters server, List<PolicyAssignment> concerned) =>
        concerned.TrueForAll(static one => one.Grant is not null)
            ? concerned.Select(one => server.Grants.Find(new GrantLookup(one.Grant!))).OfType<GrantCounters>()
            : server.Grants.All();

    private void StartAnew(CounterHome home, Func<Budget, bool> startsAnew)
    {
        foreach (var counter in home.All())
        {
            if (counter.Origin < version && startsAnew(counter.Budget))
                CounterTable.StartAnew(counter, version);
        }
    }

    // Asked once for all counters of a budget, of which there may be very many.
    private bool StartsAnew(Budget budget, Policy policy)
    {
        if (!_known.TryGetValue((budget, policy), out var known))
            _known.Add((budget, policy), known = StartsAnew(budget, [policy]));
        return known;
    }

    // A counter that no policy speaks of stays what it is.
    private static bool StartsAnew(Budget budget, Policy[] policies)
    {
        var uses = policies.SelectMany(static policy => policy.Counters).Where(budget.Limit.HasNameOf).ToList();
        return uses.Count > 0 && !uses.Exists(budget.Limit.KeepsCountingAs);
    }
}
