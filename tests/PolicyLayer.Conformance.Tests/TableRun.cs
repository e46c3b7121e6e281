using PolicyLayer.Core;
using PolicyLayer.TestKit;

namespace PolicyLayer.Conformance.Tests;

/// <summary>Makes the calls of one table on one evaluator, in virtual time.</summary>
internal sealed class TableRun
{
    private readonly ManualTimeProvider _clock = new();
    private readonly PolicyEvaluator _evaluator;
    private readonly CallForm _form;
    private DateTimeOffset? _latest;

    internal TableRun(DecisionTable table, CallForm form)
    {
        var policy = Policy.Parse(table.Policy.GetRawText());
        var options = new PolicyEvaluatorOptions();
        options.MaxArgumentBytes = table.MaxArgumentBytes ?? options.MaxArgumentBytes;
        var assignment = new PolicyAssignment(policy, table.Assignment?.Server, table.Assignment?.Grant);
        _evaluator = new(new PolicySet([assignment]), options, _clock);
        _form = form;
    }

    internal async Task<ExpectedDecision> MakeAsync(TableCall call)
    {
        if (call.Time is { } time)
            MoveTo(time);

        var decision = await EvaluateAsync(call);
        var actual = ExpectedDecision.Of(decision);
        if (call.DispatchResult is { } result)
            decision.Reservation.Complete(result);
        return actual;
    }

    /// <summary>Explains the call that comes next, at its time.</summary>
    internal DecisionTrace Explain(TableCall call)
    {
        if (call.Time is { } time)
            MoveTo(time);

        var caller = _form == CallForm.ResolvedCaller ? _evaluator.Resolve(call.Caller) : call.Caller;
        return _evaluator.Explain(call.ToToolCall(caller, _form));
    }

    private ValueTask<PolicyDecision> EvaluateAsync(TableCall call) => _form == CallForm.ResolvedCaller
        ? _evaluator.EvaluateAsync(call.ToToolCall(_evaluator.Resolve(call.Caller), _form))
        : ValueTask.FromResult(_evaluator.Evaluate(call.ToToolCall(call.Caller, _form)));

    // The wall clock goes where the table says; the monotonic one stands until the highest time so far is passed.
    private void MoveTo(DateTimeOffset time)
    {
        if (time > _latest)
            _clock.Advance(time - _latest.Value);
        if (_latest is null || time > _latest)
            _latest = time;
        _clock.SetUtcNow(time);
    }
}
