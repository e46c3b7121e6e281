using System.Text;
using System.Text.Json;
using PolicyLayer.Conformance.Tests.Reference.Counting;
using PolicyLayer.Conformance.Tests.Reference.Reading;

namespace PolicyLayer.Conformance.Tests.Reference;

/// <summary>The format, read directly: slow, for one thread, and with a memory of every charge.</summary>
/// <param name="maxArgumentBytes">The most bytes that arguments may take.</param>
internal sealed class ReferenceEngine(int maxArgumentBytes)
{
    private const int MostLevels = 64;

    private readonly Dictionary<CounterKey, Counter> _counters = [];
    private IReadOnlyList<Assignment> _assignments = [];

    /// <summary>Replaces the policies. A counter takes on what they say of it when it is next asked.</summary>
    internal void Update(IReadOnlyList<Assignment> assignments) => _assignments = assignments;

    internal bool Shows(string tool, Caller caller) => PolicyOf(caller.Server, caller.Grant)?.Shows(tool) ?? false;

    /// <summary>Decides a call, as far as it goes without charging it.</summary>
    internal Answer Decide(Call call, Caller caller, Instant now)
    {
        if (PolicyOf(caller.Server, caller.Grant) is not { } policy)
            return new(IsShadow: false, Verdict.Deny("no_policy", "(no policy)"), []);
        if (!IsWellFormed(call))
            return new(IsShadow: false, Verdict.Deny("invalid_call", "(invalid call)"), []);

        var (verdict, limits) = policy.Judge(call);
        if (verdict is not null)
            return new(policy.IsShadow, verdict, []);

        var costs = new List<long>();
        foreach (var limit in limits)
        {
            if (limit.FindCost(call, out var cost) is { } uncharged)
                return new(policy.IsShadow, uncharged, []);
            costs.Add(cost);
        }

        return limits.Length == 0
            ? new(policy.IsShadow, Verdict.Allowed, [])
            : new(policy.IsShadow, Verdict: null, [.. limits.Zip(costs, (limit, cost) => UseOf(limit, cost))]);

        CounterUse UseOf(Limit limit, long cost) => new(limit, CounterOf(limit, caller, policy.IsShadow, now), cost);
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

    private PolicyReading? PolicyOf(string server, string? grant) =>
        (_assignments.FirstOrDefault(one => one.Server == server && one.Grant is not null && one.Grant == grant)
            ?? _assignments.FirstOrDefault(one => one.Server == server && one.Grant is null)
            ?? _assignments.FirstOrDefault(static one => one.Server is null))?.Policy;

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
        counter.Reload(limit, UsesOf(key).All(static limit => limit.IsExact), now);
        return counter;
    }

    // All uses under the policies that are in force: callers of one server may have different ones.
    private IEnumerable<Limit> UsesOf(CounterKey key)
    {
        PolicyReading?[] policies = key.Grant is not null
            ? [PolicyOf(key.Server, key.Grant)]
            : [.. _assignments.Where(one => one.Server is null || one.Server == key.Server).Select(static one => one.Policy)];
        return policies.OfType<PolicyReading>().Where(policy => policy.IsShadow == key.IsShadow)
            .SelectMany(static policy => policy.AllLimits)
            .Where(limit => (limit.Counter, limit.RateLimitOf, limit.Scope) == (key.Counter, key.RateLimitOf, key.Scope));
    }
}
