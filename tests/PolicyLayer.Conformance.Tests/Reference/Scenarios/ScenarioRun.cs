using PolicyLayer.Conformance.Tests.Reference.Counting;
using PolicyLayer.Conformance.Tests.Reference.Reading;
using PolicyLayer.Core;
using PolicyLayer.TestKit;

namespace PolicyLayer.Conformance.Tests.Reference.Scenarios;

/// <summary>Lives through a scenario with the engine and the reference at once.</summary>
internal sealed class ScenarioRun : IDisposable
{
    private readonly ManualTimeProvider _clock = new();
    private readonly Tally _tally;
    private readonly Questions _questions;
    private readonly CallForms _forms;
    private readonly IReadOnlyList<PolicySet> _sets;
    private readonly IReadOnlyList<IReadOnlyList<Assignment>> _assignments;
    private readonly PolicyEvaluator _evaluator;
    private readonly ReferenceEngine _reference;
    private readonly Dictionary<int, (PolicyDecision Decision, IReadOnlyList<CounterUse> Uses)> _calls = [];


    private ScenarioRun(Scenario scenario, IReadOnlyList<Policy> policies, Tally tally)
    {
        _tally = tally;
        _questions = new(_clock);
        var readings = scenario.Policies.Select(static policy => new PolicyReading(policy)).ToList();
        _assignments = [.. scenario.Sets.Select(set => set.Select(one => one.Of(readings)).ToList())];
        _sets = [.. scenario.Sets.Select(set => new PolicySet(set.Select(one => one.Of(policies))))];
        _evaluator = new(_sets[0], new() { MaxArgumentBytes = scenario.MaxArgumentBytes }, _clock, approvals: _questions.Store);
        _forms = new(_evaluator);
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
        using var run = TryStart(scenario, tally);
        tally.CountScenario(isValid: run is not null);
        if (run is null)
            return null;

        foreach (var (index, step) in scenario.Steps.Index())
        {
            if (run.Take(step) is { } difference)
                return $"step {index}: {difference}";
        }

        return null;
    }

    public void Dispose() => _questions.Dispose();

    // A scenario that was made smaller, or a policy that was made up, need not be valid.
    private static ScenarioRun? TryStart(Scenario scenario, Tally tally)
    {
        var policies = scenario.Policies.Select(static policy => Policy.Load(policy).Policy).ToList();
        if (policies.Contains(null))
            return null;

        try
        {
            return new(scenario, policies!, tally);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private string? Take(ScenarioStep step)
    {
        switch (step)
        {
            case CallStep call:
                return Make(call);
            case AnswerStep answer:
                return _questions.Answer(answer) == _reference.Answer(answer.Number, answer.Approves, Now)
                    ? null
                    : "the answer counts, or does not, unlike expected";
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
                return Reload(reload);
        }

        return null;
    }

    private string? Reload(ReloadStep step)
    {
        var expected = _reference.Update(_assignments[step.Set]);
        var actual = _evaluator.Update(_sets[step.Set]);
        if (actual.Count > 0)
            _tally.Count("counters started anew");
        return actual.SequenceEqual(expected)
            ? null
            : $"expected {string.Join(", ", expected)} to start anew, but got {string.Join(", ", actual)}";
    }

    private string? Make(CallStep step)
    {
        var call = _forms.ToToolCall(step, out var asRead);
        var answer = _reference.Decide(asRead, step.Caller, Now, step.Approval);
        var decision = Decide(step, call);
        var actual = ExpectedDecision.Of(decision);
        _tally.Count(actual);
        if (answer.Claim is { } claim)
            _tally.Count($"approval: {claim.Fault ?? "valid"}");
        if (actual.Rule.Split("[*]").Length > 2)
            _tally.Count("rule of elements of elements");

        var comparison = new Comparison(answer, asRead.Tool, Now, isPreview: step.Way is CallWay.Preview or CallWay.Explain);
        if (comparison.FindDifference(actual) is { } difference)
            return difference;
        if (answer.Verdict is null && answer.Claim?.Fault is null
            && !PointersOf(decision).SequenceEqual(answer.Uses.Select(static use => use.Limit.Pointer)))
        {
            return $"expected other pointers of limits than {string.Join(", ", PointersOf(decision))}";
        }

        if (_evaluator.IsVisible(asRead.Tool, call.Caller) != _reference.Shows(asRead.Tool, step.Caller))
            return $"\"{asRead.Tool}\" is visible, or is not, unlike expected";
        if (VerifyCallable(asRead.Tool, step.Caller, call.Caller) is { } callable)
            return callable;

        _calls[step.Number] = (decision, comparison.Charged);
        if (decision.ApprovalRequest is { } request && step.Way is CallWay.Evaluate or CallWay.EvaluateAsync)
        {
            if (_reference.ToApprove(asRead, step.Caller) is { } toApprove)
                _reference.Ask(step.Number, toApprove, Now);
            return _questions.Ask(step.Number, request, _reference.ToApprove(asRead, step.Caller));
        }

        return step.Waits ? WaitIfToldTo(call, actual.Shadow ?? actual) : null;
    }

    private string? VerifyCallable(string tool, Caller asRead, in CallerContext caller)
    {
        var isCallable = _evaluator.IsCallable(tool, caller);
        _tally.Count(isCallable ? "callable" : "not callable");
        return isCallable == _reference.CanAllow(tool, asRead)
            ? null
            : $"\"{tool}\" is {(isCallable ? "" : "not ")}callable, unlike expected";
    }

    private static IEnumerable<string> PointersOf(in PolicyDecision decision) =>
        (decision.Shadow?.Usage ?? decision.Usage).Select(static usage => usage.Rule);

    private PolicyDecision Decide(CallStep step, in ToolCall call) => step.Way switch
    {
        CallWay.Evaluate => _evaluator.Evaluate(call),
        CallWay.EvaluateAsync => _evaluator.EvaluateAsync(call).AsTask().GetAwaiter().GetResult(),
        CallWay.EvaluateApproved =>
            _evaluator.EvaluateApprovedAsync(call, _questions.IdOf(step.Approval!.Value)).AsTask().GetAwaiter().GetResult(),
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

        var result = step.Result switch
        {
            "ok" => DispatchResult.Succeeded,
            "error" => DispatchResult.Failed,
            _ => DispatchResult.NotDispatched,
        };
        _tally.Count(step.IsAsync ? "completed asynchronously" : "completed");
        if (step.IsAsync)
            call.Decision.Reservation.CompleteAsync(result).AsTask().GetAwaiter().GetResult();
        else
            call.Decision.Reservation.Complete(result);
        foreach (var use in call.Uses)
            use.Complete(step.Result, Now);
    }
}
