using System.Text.Json;
using PolicyLayer.Core;
using static PolicyLayer.Core.Tests.Policies;

namespace PolicyLayer.Interleaving.Tests;

/// <summary>The engine, with one or two counters, <c>a</c> and <c>b</c>, that are alike.</summary>
internal sealed class EngineCalls : ICalls
{
    internal const string Slots = "\"window\": 64";
    internal const string Segments = $"{Slots}, \"increment_from\": \"args.cost\"";
    internal const string FixedWindow = $"{Segments}, \"algorithm\": \"fixed_window\"";
    internal const string Bucket = $"{Segments}, \"algorithm\": \"token_bucket\"";

    private static readonly JsonElement One = JsonElement.Parse("""{ "cost": 1 }""");

    private readonly PolicyEvaluator _evaluator;
    private readonly Func<long, PolicySet> _policiesOf;
    private readonly Dictionary<string, CallerContext> _resolved = [];

    /// <summary>An engine.</summary>
    /// <param name="clock">Its clock.</param>
    /// <param name="max">The maximum of both counters.</param>
    /// <param name="limitOf">The limits, without their counter and maximum, by maximum.</param>
    /// <param name="maxCounters">How many counters may live.</param>
    internal EngineCalls(TimeProvider clock, long max, Func<long, string> limitOf, int maxCounters = 10)
    {
        _policiesOf = next => PoliciesOf(limitOf(next), next);
        _evaluator = new(_policiesOf(max), new() { MaxLiveCounters = maxCounters }, clock);
    }

    internal EngineCalls(TimeProvider clock, long max = 1, string limit = Slots, int maxCounters = 10)
        : this(clock, max, _ => limit, maxCounters)
    {
    }

    public static TheoryData<string> Limits => [Slots, Segments, FixedWindow, Bucket];

    public Answer Call(string grant = "alice", string tool = "a", bool isResolved = false)
    {
        var decision = _evaluator.Evaluate(CallOf(grant, tool, isResolved));
        return new(
            decision.IsAllowed, decision.RetryAfter, () => decision.Reservation.Complete(DispatchResult.NotDispatched));
    }

    public void Reload(long max) => _evaluator.Update(_policiesOf(max));

    /// <summary>Looks, and takes nothing.</summary>
    internal PolicyDecision Preview(string grant = "alice", string tool = "a") =>
        _evaluator.Preview(CallOf(grant, tool, isResolved: false));

    private ToolCall CallOf(string grant, string tool, bool isResolved)
    {
        var caller = new CallerContext("server", grant);
        if (isResolved && !_resolved.TryGetValue(grant, out caller))
            _resolved.Add(grant, caller = _evaluator.Resolve(new("server", grant)));
        return new(tool, One, caller);
    }

    private static PolicySet PoliciesOf(string limit, long max)
    {
        string Use(char counter) => $$"""{ "counter": "{{counter}}", {{limit}}, "max": {{max}} }""";
        return new(WithTools($$"""
            {
              "a": { "limits": [{{Use('a')}}] }, "b": { "limits": [{{Use('b')}}] },
              "ab": { "limits": [{{Use('a')}}, {{Use('b')}}] }, "ba": { "limits": [{{Use('b')}}, {{Use('a')}}] }
            }
            """));
    }
}
