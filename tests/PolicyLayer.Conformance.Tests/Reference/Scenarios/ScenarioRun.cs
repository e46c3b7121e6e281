using System.Text;
using System.Text.Json;
using PolicyLayer.Conformance.Tests.Reference.Counting;
using PolicyLayer.Conformance.Tests.Reference.Reading;
using PolicyLayer.Core;
using PolicyLayer.TestKit;
using Call = PolicyLayer.Conformance.Tests.Reference.Reading.Call;

namespace PolicyLayer.Conformance.Tests.Reference.Scenarios;

/// <summary>Lives through a scenario with the engine and the reference at once.</summary>
internal sealed class ScenarioRun
{
    private readonly ManualTimeProvider _clock = new();
    private readonly IReadOnlyList<PolicySet> _sets;
    private readonly IReadOnlyList<IReadOnlyList<Assignment>> _assignments;
    private readonly PolicyEvaluator _evaluator;
    private readonly ReferenceEngine _reference;
    private readonly Dictionary<Caller, CallerContext> _resolved = [];
    private readonly Dictionary<int, (PolicyDecision Decision, IReadOnlyList<CounterUse> Uses)> _calls = [];

    private ScenarioRun(Scenario scenario, IReadOnlyList<Policy> policies)
    {
        var readings = scenario.Policies.Select(static policy => new PolicyReading(policy)).ToList();
        _assignments = [.. scenario.Sets.Select(set => set.Select(one => one.Of(readings)).ToList())];
        _sets = [.. scenario.Sets.Select(set => new PolicySet(set.Select(one => one.Of(policies))))];
        _evaluator = new(_sets[0], new() { MaxArgumentBytes = scenario.MaxArgumentBytes }, _clock);
        _reference = new(scenario.MaxArgumentBytes);
        _reference.Update(_assignments[0]);
    }

    private Instant Now => new(_clock.GetTimestamp(), (_clock.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks);

    /// <summary>Goes through all steps.</summary>
    /// <param name="scenario">The scenario.</param>
    /// <param name="tally">Counts what was seen.</param>
    /// <returns>The first difference, for people; <see langword="null"/> if there is none.</returns>
    internal static string? FindDifference(Scenario scenario, Tally tally)
    {
        var started = TryStart(scenario);
        tally.CountScenario(isValid: started is not null);
        if (started is not { } run)
            return null;

        foreach (var (index, step) in scenario.Steps.Index())
        {
            if (run.Take(step, tally) is { } difference)
                return $"step {index}: {difference}";
        }

        return null;
    }

    // A scenario that was made smaller, or a policy that was made up, need not be valid.
    private static ScenarioRun? TryStart(Scenario scenario)
    {
        var policies = scenario.Policies.Select(static policy => Policy.Load(policy).Policy).ToList();
        if (policies.Contains(null))
            return null;

        try
        {
            return new(scenario, policies!);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private string? Take(ScenarioStep step, Tally tally)
    {
        switch (step)
        {
            case CallStep call:
                return Make(call, tally);
            case CompleteStep complete:
                Complete(complete);
                break;
            case TimeStep { OfWallClock: true } time:
                _clock.SetUtcNow(_clock.GetUtcNow().AddTicks(time.Ticks));
                break;
            case TimeStep time:
                _clock.Advance(TimeSpan.FromTicks(time.Ticks));
                break;
            case ReloadStep reload:
                _evaluator.Update(_sets[reload.Set]);
                _reference.Update(_assignments[reload.Set]);
                break;
        }

        return null;
    }

    private string? Make(CallStep step, Tally tally)
    {
        var call = ToToolCall(step, out var asRead);
        var answer = _reference.Decide(asRead, step.Caller, Now);
        var decision = Decide(step.Way, call);
        var actual = ExpectedDecision.Of(decision);
        tally.Count(actual);

        var comparison = new Comparison(answer, asRead.Tool, Now, isPreview: step.Way is CallWay.Preview or CallWay.Explain);
        if (comparison.FindDifference(actual) is { } difference)
            return difference;
        if (answer.Verdict is null && !PointersOf(decision).SequenceEqual(answer.Uses.Select(static use => use.Limit.Pointer)))
            return $"expected other pointers of limits than {string.Join(", ", PointersOf(decision))}";
        if (_evaluator.IsVisible(asRead.Tool, call.Caller) != _reference.Shows(asRead.Tool, step.Caller))
            return $"\"{asRead.Tool}\" is visible, or is not, unlike expected";

        _calls[step.Number] = (decision, comparison.Charged);
        return step.Waits ? WaitIfToldTo(call, actual.Shadow ?? actual) : null;
    }

    private static IEnumerable<string> PointersOf(in PolicyDecision decision) =>
        (decision.Shadow?.Usage ?? decision.Usage).Select(static usage => usage.Rule);

    private PolicyDecision Decide(CallWay way, in ToolCall call) => way switch
    {
        CallWay.Evaluate => _evaluator.Evaluate(call),
        CallWay.EvaluateAsync => _evaluator.EvaluateAsync(call).AsTask().GetAwaiter().GetResult(),
        CallWay.Preview => _evaluator.Preview(call),
        _ => _evaluator.Explain(call).Decision,
    };

    // A lone caller who waits is admitted, and 1 ms less is not enough.
    private string? WaitIfToldTo(in ToolCall call, ExpectedDecision decision)
    {
        if (decision.RetryAfterMs is not { } wait)
            return null;

        _clock.Advance(TimeSpan.FromMilliseconds(wait.From - 1));
        if (OutcomeOf(call) != "rate_limited")
            return $"1 ms less than {wait} ms are enough to wait";

        _clock.Advance(TimeSpan.FromMilliseconds(1));
        return OutcomeOf(call) == "allow" ? null : $"{wait} ms are not enough to wait";
    }

    private string OutcomeOf(in ToolCall call)
    {
        var decision = ExpectedDecision.Of(_evaluator.Preview(call));
        return (decision.Shadow ?? decision).Outcome;
    }

    private void Complete(CompleteStep step)
    {
        if (!_calls.TryGetValue(step.Number, out var call))
            return;

        call.Decision.Reservation.Complete(step.Result switch
        {
            "ok" => DispatchResult.Succeeded,
            "error" => DispatchResult.Failed,
            _ => DispatchResult.NotDispatched,
        });
        foreach (var use in call.Uses)
            use.Complete(step.Result, Now);
    }

    private ToolCall ToToolCall(CallStep step, out Call asRead)
    {
        var context = Parse(step.Context);
        var caller = new CallerContext(step.Caller.Server, step.Caller.Grant, step.Caller.Session, context);
        if (step.Form is CallPut.Bytes or CallPut.BytesWithOtherCase)
        {
            var text = RequestText.Of(step);
            asRead = RequestReading.Read(text, context);
            return ToolCall.Parse(Encoding.UTF8.GetBytes(text), caller);
        }

        var arguments = Parse(step.Arguments);
        asRead = new(step.Tool, arguments, context);
        if (step.Form == CallPut.Resolved)
            return new(step.Tool, arguments, Resolved(step.Caller).WithFacts(context));
        if (step.Form != CallPut.Members || MembersOf(arguments) is not { } members)
            return new(step.Tool, arguments, caller);

        asRead = asRead with { Arguments = Parse(TextOf(members)) };
        return new(step.Tool, members, caller);
    }

    // Resolved once, and kept across reloads.
    private CallerContext Resolved(Caller caller)
    {
        if (!_resolved.TryGetValue(caller, out var context))
            _resolved[caller] = context = _evaluator.Resolve(new(caller.Server, caller.Grant, caller.Session));
        return context;
    }

    private static JsonElement Parse(string? json) =>
        json is null ? default : JsonElement.Parse(DocumentNotation.Repeat(json), new() { MaxDepth = 1_000 });

    // As short as it can be written: that is what counts as its length.
    private static string TextOf(Dictionary<string, JsonElement> members) =>
        $"{{{string.Join(",", members.Select(static member => $"\"{member.Key}\":{member.Value.GetRawText()}"))}}}";

    private static Dictionary<string, JsonElement>? MembersOf(JsonElement arguments)
    {
        if (arguments.ValueKind != JsonValueKind.Object)
            return null;

        var members = new Dictionary<string, JsonElement>();
        foreach (var (name, value) in JsonText.Members(arguments))
        {
            if (!JsonText.IsWhole(name) || !members.TryAdd(name, value))
                return null;
        }

        return members;
    }
}
