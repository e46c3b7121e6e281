using System.Collections.Concurrent;
using System.Text.Json;
using static PolicyLayer.Core.Tests.Policies;

namespace PolicyLayer.Core.Tests.Limits;

/// <summary>An engine with one tool under one counter, called by one grant.</summary>
internal sealed class Meter(TimeProvider clock, string limit)
{
    internal const string ByArgument = "\"increment_from\": \"args.cost\"";

    internal static readonly TimeSpan Millisecond = TimeSpan.FromMilliseconds(1);

    // Random schedules make the same few again and again.
    private static readonly ConcurrentDictionary<string, PolicySet> Sets = [];

    private readonly PolicyEvaluator _evaluator = new(SetOf(limit), timeProvider: clock);

    /// <summary>Calls the tool with the argument <c>cost</c>.</summary>
    internal PolicyDecision Call(long cost = 1) => _evaluator.Evaluate(CallOf(cost));

    internal PolicyDecision Preview(long cost = 1) => _evaluator.Preview(CallOf(cost));

    internal IReadOnlyList<string> Reload(string next) => _evaluator.Update(SetOf(next));

    private static PolicySet SetOf(string limit) => Sets.GetOrAdd(
        limit, static limit => new(WithTools($$"""{ "t": { "limits": [{ "counter": "c", {{limit}} }] } }""")));

    private static ToolCall CallOf(long cost) => new("t", JsonSerializer.SerializeToElement(new { cost }), Alice);
}
