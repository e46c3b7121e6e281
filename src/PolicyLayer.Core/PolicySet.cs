using PolicyLayer.Core.Limits;

namespace PolicyLayer.Core;

/// <summary>
/// Which (server, grant) has which policy. A caller to whom no assignment applies has none, and is denied. Immutable and
/// safe to share.
/// </summary>
public sealed class PolicySet
{
    private readonly PolicyAssignment[] _assignments;
    private readonly CallerMap<Policy> _callers;

    // By server; those of all other servers have no key.
    private readonly ILookup<string?, string> _chargedByArgument;

    /// <summary>A set of assignments.</summary>
    /// <param name="assignments">The assignments, in any order. None at all denies everyone.</param>
    /// <exception cref="ArgumentException">Two assignments are for the same callers, one names a grant without a server, or
    /// policies of one server use the same counter of scope <c>server</c> differently.</exception>
    public PolicySet(IEnumerable<PolicyAssignment> assignments)
    {
        ArgumentNullException.ThrowIfNull(assignments);
        _assignments = [.. assignments];
        RefuseUnclear(_assignments);

        _callers = Map(static policy => policy);
        foreach (var (_, policies) in PoliciesByServer())
            RefuseCountersUsedDifferently(policies);
        _chargedByArgument = PoliciesByServer()
            .SelectMany(static server => server.Policies.SelectMany(
                static policy => policy.Counters.Where(
                    static counter => counter is { Scope: CounterScope.Server, IsChargedByArgument: true }),
                (_, counter) => (server.Server, counter.Counter)))
            .ToLookup(static charged => charged.Server, static charged => charged.Counter, StringComparer.Ordinal);
    }

    /// <summary>A set with one policy, for every caller of every server.</summary>
    /// <param name="policy">The policy.</param>
    public PolicySet(Policy policy)
        : this([new PolicyAssignment(policy)])
    {
    }

    /// <summary>Finds the policy of a caller: that of the grant, else of the server, else of everyone.</summary>
    /// <param name="server">The server.</param>
    /// <param name="grant">The grant.</param>
    /// <returns>The policy, or <see langword="null"/> if the caller has none.</returns>
    public Policy? Find(string server, string grant)
    {
        ArgumentNullException.ThrowIfNull(server);
        ArgumentNullException.ThrowIfNull(grant);
        return _callers.Find(server, grant);
    }

    /// <summary>The same assignments, each with what a policy comes to.</summary>
    internal CallerMap<T> Map<T>(Func<Policy, T> select)
        where T : class => CallerMap<T>.Of(_assignments, select);

    /// <summary>Whether any policy of a server charges its counter of scope <c>server</c> what an argument says.</summary>
    internal bool ChargesByArgument(string server, string counter) =>
        _chargedByArgument[_callers.Names(server) ? server : null].Contains(counter, StringComparer.Ordinal);

    /// <summary>The counters that start anew when this set takes the place of <paramref name="earlier"/>.</summary>
    internal IReadOnlyList<string> CountersRestartedSince(PolicySet earlier) =>
    [
        .. PoliciesSince(earlier)
            .SelectMany(policies => CountersRestarted(policies.Before, policies.After))
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>
    /// The assignments, of this set or an earlier one, whose callers have a counter that the earlier one did not have with the same
    /// window, scope and algorithm.
    /// </summary>
    internal IReadOnlyCollection<PolicyAssignment> CallersCountedUnlike(PolicySet earlier)
    {
        var known = new Dictionary<(Policy?, Policy?), bool>();
        return [.. earlier._assignments.Concat(_assignments).Where(assignment =>
        {
            var (before, after) = (earlier.PolicyFor(assignment), PolicyFor(assignment));
            if (!known.TryGetValue((before, after), out var isUnlike))
                known.Add((before, after), isUnlike = before != after && ShapesOf(after).Except(ShapesOf(before)).Any());
            return isUnlike;
        })];
    }

    /// <summary>The policies that callers of a server have.</summary>
    internal IEnumerable<Policy> PoliciesOf(string server) => PoliciesOfNamed(_callers.Names(server) ? server : null);

    /// <summary>Whether every caller's lists of tools show what they showed under <paramref name="earlier"/>.</summary>
    internal bool ListsAs(PolicySet earlier) => PoliciesSince(earlier).All(static policies =>
        policies.Before == policies.After
        || (policies is { Before: { } before, After: { } after } && after.Plan.ListsAs(before.Plan)));

    private IEnumerable<(Policy? Before, Policy? After)> PoliciesSince(PolicySet earlier) => earlier._assignments
        .Concat(_assignments)
        .Select(assignment => (Before: earlier.PolicyFor(assignment), After: PolicyFor(assignment)))
        .Distinct();

    private static IEnumerable<string> CountersRestarted(Policy? before, Policy? after) =>
        (before?.Counters ?? [])
            .Join(
                after?.Counters ?? [],
                limit => (limit.Counter, limit.Tool, limit.IsShadow),
                limit => (limit.Counter, limit.Tool, limit.IsShadow),
                (before, after) => (before, after))
            .Where(pair => !pair.before.KeepsCountingAs(pair.after))
            .Select(pair => pair.after.Tool is { } tool ? $"{pair.after.Counter} of {tool}" : pair.after.Counter);

    private static IEnumerable<object> ShapesOf(Policy? policy) => (policy?.Counters ?? []).Select(static object (limit) =>
        (limit.Counter, limit.Tool, limit.IsShadow, limit.Scope, limit.Shape.Algorithm, limit.Shape.Window));

    private static void RefuseUnclear(PolicyAssignment[] assignments)
    {
        var seen = new HashSet<(string?, string?)>();
        foreach (var assignment in assignments)
        {
            if (assignment?.Policy is null)
                throw new ArgumentException("An assignment has no policy.", nameof(assignments));
            if (assignment is { Server: null, Grant: not null })
                throw new ArgumentException($"The assignment of grant '{assignment.Grant}' names no server.", nameof(assignments));
            if (!seen.Add((assignment.Server, assignment.Grant)))
                throw new ArgumentException($"Two assignments are for {Describe(assignment)}.", nameof(assignments));
        }
    }

    private static string Describe(PolicyAssignment assignment) => assignment switch
    {
        { Server: null } => "every caller",
        { Grant: null } => $"every grant of server '{assignment.Server}'",
        _ => $"grant '{assignment.Grant}' of server '{assignment.Server}'",
    };

    // All callers of a server share its counters of scope "server", so their policies must agree on them.
    private static void RefuseCountersUsedDifferently(IEnumerable<Policy> policies)
    {
        var known = new Dictionary<(string Counter, bool IsShadow), (LimitPlan Limit, Policy Policy)>();
        foreach (var policy in policies)
        {
            foreach (var limit in policy.Counters.Where(counter => counter.Scope == CounterScope.Server))
            {
                if (!known.TryAdd((limit.Counter, limit.IsShadow), (limit, policy))
                    && known[(limit.Counter, limit.IsShadow)] is var first
                    && first.Limit.Shape != limit.Shape)
                {
                    throw new ArgumentException(
                        $"The policies '{first.Policy.Name}' and '{policy.Name}' apply to the same server and use its counter "
                        + $"'{limit.Counter}' with different windows or maxima.",
                        nameof(policies));
                }
            }
        }
    }

    private IEnumerable<(string? Server, IEnumerable<Policy> Policies)> PoliciesByServer() => _assignments
        .Select(assignment => assignment.Server)
        .Distinct(StringComparer.Ordinal)
        .Select(server => (server, PoliciesOfNamed(server)));

    // Of no server: of all those that no assignment names.
    private IEnumerable<Policy> PoliciesOfNamed(string? server)
    {
        var hasOwn = server is not null && _callers.FindOfServerItself(server) is not null;
        return _assignments
            .Where(assignment => assignment.Server == server)
            .Concat(_assignments.Where(assignment => assignment.Server is null && !hasOwn))
            .Select(assignment => assignment.Policy)
            .Distinct();
    }

    // The policy of the callers that an assignment is for, of this set or another one.
    private Policy? PolicyFor(PolicyAssignment assignment) => assignment is { Server: { } server, Grant: { } grant }
        ? _callers.Find(server, grant)
        : _callers.FindForOthers(assignment.Server);
}
