using System.Text;
using System.Text.Json;
using PolicyLayer.Conformance.Tests.Reference.Approving;
using PolicyLayer.Conformance.Tests.Reference.Counting;
using PolicyLayer.Conformance.Tests.Reference.Reading;

namespace PolicyLayer.Conformance.Tests.Reference;

/// <summary>The format, read directly: slow, for one thread, and with a memory of every charge.</summary>
/// <param name="maxArgumentBytes">The most bytes that arguments may take.</param>
internal sealed class ReferenceEngine(int maxArgumentBytes)
{
    private const int MostLevels = 64;

    private readonly Dictionary<CounterKey, Counter> _counters = [];
    private readonly Dictionary<int, Ticket> _tickets = [];
    private IReadOnlyList<Assignment> _assignments = [];

    /// <summary>Replaces the policies. A counter takes on what they say of it when it is next asked.</summary>
    /// <returns>The counters that start anew.</returns>
    internal IReadOnlyList<string> Update(IReadOnlyList<Assignment> assignments)
    {
        var restarted = _assignments.Concat(assignments).SelectMany(one =>
            PolicyOf(_assignments, one.Server, one.Grant) is { } before && PolicyOf(assignments, one.Server, one.Grant) is { } after
                ? after.Restarted(before)
                : []).ToHashSet();
        _assignments = assignments;

        // At once, whether or not anybody calls before the next reload.
        foreach (var (key, counter) in _counters.ToList())
        {
            var uses = UsesOf(key, inAnyScope: true).ToList();
            if (uses.Count > 0 && !uses.Any(limit => limit.Scope == key.Scope && counter.GoesOnAs(limit)))
                _counters.Remove(key);
        }

        return [.. restarted.Order(StringComparer.Ordinal)];
    }

    internal bool Shows(string tool, Caller caller) => PolicyOf(caller)?.Shows(tool) ?? false;

    internal bool CanAllow(string tool, Caller caller) => PolicyOf(caller)?.CanAllow(tool) ?? false;

    /// <summary>What a person is asked to approve; <see langword="null"/> if nobody can.</summary>
    internal ApprovedCall? ToApprove(Call call, Caller caller) => ApprovedCall.Of(PolicyOf(caller)!.Text, caller, call);

    /// <summary>Asks a person about a call, which is known by its number from then on.</summary>
    internal void Ask(int number, ApprovedCall call, Instant now) => _tickets[number] = new(call, now);

    /// <summary>Answers the question about a call; false if that is not open.</summary>
    internal bool Answer(int number, bool approves, Instant now) =>
        _tickets.TryGetValue(number, out var ticket) && ticket.Answer(approves, now);

    /// <summary>Decides a call, as far as it goes without charging it.</summary>
    /// <param name="call">The call.</param>
    /// <param name="caller">Who calls.</param>
    /// <param name="now">The time.</param>
    /// <param name="approval">The number of the call whose approval this one comes with.</param>
    internal Answer Decide(Call call, Caller caller, Instant now, int? approval = null)
    {
        if (PolicyOf(caller) is not { } policy)
            return new(IsShadow: false, Verdict.Deny("no_policy", "(no policy)"), []);
        if (!IsWellFormed(call))
            return new(IsShadow: false, Verdict.Deny("invalid_call", "(invalid call)"), []);

        var (verdict, limits) = policy.Judge(call);
        Claim? claim = null;
        if (approval is { } number && verdict is { Code: "approval_required" } && !policy.IsShadow)
        {
            claim = ClaimOf(call, caller, number, now);
            verdict = claim is null ? Verdict.NotApproved : null;
        }

        if (verdict is not null)
            return new(policy.IsShadow, verdict, []);

        var costs = new List<long>();
        foreach (var limit in limits)
        {
            if (limit.FindCost(call, out var cost) is { } uncharged)
                return new(policy.IsShadow, uncharged, []);
            costs.Add(cost);
        }

        return new(policy.IsShadow, Verdict: null, [.. limits.Zip(costs, (limit, cost) => UseOf(limit, cost))], claim);

        CounterUse UseOf(Limit limit, long cost) => new(limit, CounterOf(limit, caller, policy.IsShadow, now), cost);
    }

    private Claim? ClaimOf(Call call, Caller caller, int number, Instant now)
    {
        if (ToApprove(call, caller) is not { } toApprove)
            return null;

        var ticket = _tickets.GetValueOrDefault(number);
        return new(ticket, ticket is null ? "unknown" : ticket.FaultFor(toApprove, now));
    }

    private bool IsWellFormed(Call call)
    {
        if (!call.IsReadable || !ToolNames.IsValid(call.Tool))
            return false;

        return call.Arguments.ValueKind switch
        {
            JsonValueKind.Undefined or JsonValueKind.Null => true,
            JsonValueKind.Object => Encoding.UTF8.GetByteCount(call.Arguments.GetRawText()) <= maxArgumentBytes
                && Levels(call.Arguments) <= MostLevels,
            _ => false,
        };
    }

    private static int Levels(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => 1 + value.EnumerateObject().Select(static member => Levels(member.Value)).Append(0).Max(),
        JsonValueKind.Array => 1 + value.EnumerateArray().Select(Levels).Append(0).Max(),
        _ => 0,
    };

    private PolicyReading? PolicyOf(Caller caller) => PolicyOf(_assignments, caller.Server, caller.Grant);

    private static PolicyReading? PolicyOf(IReadOnlyList<Assignment> assignments, string? server, string? grant) =>
        (assignments.FirstOrDefault(one => one.Server == server && one.Grant is not null && one.Grant == grant)
            ?? assignments.FirstOrDefault(one => one.Server == server && one.Grant is null)
            ?? assignments.FirstOrDefault(static one => one.Server is null))?.Policy;

    // A counter that cannot go on starts anew when it is next asked.
    private Counter CounterOf(Limit limit, Caller caller, bool isShadow, Instant now)
    {
        var key = new CounterKey(
            caller.Server,
            limit.Counter,
            limit.RateLimitOf,
            limit.Scope,
            limit.Scope == "server" ? null : caller.Grant,
            limit.Scope == "session" ? caller.Session : null,
            isShadow);
        var counter = _counters.GetValueOrDefault(key);
        if (counter is null || !counter.GoesOnAs(limit))
            _counters[key] = counter = Counter.Of(limit);
        counter.Reload(limit, UsesOf(key, inAnyScope: false).All(static limit => limit.IsExact), now);
        return counter;
    }

    // All uses under the policies that are in force: callers of one server may have different ones.
    private IEnumerable<Limit> UsesOf(CounterKey key, bool inAnyScope)
    {
        PolicyReading?[] policies = key.Grant is not null
            ? [PolicyOf(_assignments, key.Server, key.Grant)]
            : [.. AssignmentsOf(key.Server).Select(static one => one.Policy)];
        return policies.OfType<PolicyReading>().Where(policy => policy.IsShadow == key.IsShadow)
            .SelectMany(static policy => policy.AllLimits)
            .Where(limit => (limit.Counter, limit.RateLimitOf) == (key.Counter, key.RateLimitOf)
                && (inAnyScope || limit.Scope == key.Scope));
    }

    // Those for every server only where the server has none for all of its own callers.
    private IEnumerable<Assignment> AssignmentsOf(string server) => _assignments.Where(one => one.Server == server
        || (one.Server is null && !_assignments.Any(own => own.Server == server && own.Grant is null)));
}
