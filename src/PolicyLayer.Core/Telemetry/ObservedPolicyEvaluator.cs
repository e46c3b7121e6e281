namespace PolicyLayer.Core.Telemetry;

/// <summary>Tells whoever listens of the decisions of an evaluator. Where nobody does, it only passes calls on.</summary>
/// <remarks>A preview decides nothing, so nobody is told of it. A caller that is resolved is resolved for the evaluator within.</remarks>
internal sealed class ObservedPolicyEvaluator(PolicyEvaluator evaluator, DecisionObserver observer) : IPolicyEvaluator
{
    public PolicyDecision Evaluate(in ToolCall call)
    {
        if (!observer.IsListening)
            return evaluator.Evaluate(call);
        return EvaluateObserved(call);
    }

    public ValueTask<PolicyDecision> EvaluateAsync(ToolCall call, CancellationToken cancellationToken = default) =>
        observer.IsListening
            ? EvaluateObservedAsync(call, approval: null, cancellationToken)
            : evaluator.EvaluateAsync(call, cancellationToken);

    public ValueTask<PolicyDecision> EvaluateApprovedAsync(
        ToolCall call, string approval, CancellationToken cancellationToken = default) =>
        observer.IsListening
            ? EvaluateObservedAsync(call, approval, cancellationToken)
            : evaluator.EvaluateApprovedAsync(call, approval, cancellationToken);

    public PolicyDecision Preview(in ToolCall call) => evaluator.Preview(call);

    public ValueTask<PolicyDecision> PreviewAsync(ToolCall call, CancellationToken cancellationToken = default) =>
        evaluator.PreviewAsync(call, cancellationToken);

    public event EventHandler? ListsChanged
    {
        add => evaluator.ListsChanged += value;
        remove => evaluator.ListsChanged -= value;
    }

    public bool IsVisible(string tool, in CallerContext caller) => evaluator.IsVisible(tool, caller);

    public bool IsCallable(string tool, in CallerContext caller) => evaluator.IsCallable(tool, caller);

    public CallerContext Resolve(in CallerContext caller) => evaluator.Resolve(caller);

    private PolicyDecision EvaluateObserved(in ToolCall call)
    {
        var observation = observer.Begin(evaluator.PolicyOf(call.CallerInPlace));
        try
        {
            var decision = evaluator.Evaluate(call);
            observer.Tell(call, decision, observation, evaluator.PolicyOf(call.CallerInPlace));
            return decision;
        }
        finally
        {
            DecisionObserver.End(observation);
        }
    }

    private async ValueTask<PolicyDecision> EvaluateObservedAsync(ToolCall call, string? approval, CancellationToken cancellationToken)
    {
        var observation = observer.Begin(evaluator.PolicyOf(call.CallerInPlace));
        try
        {
            var deciding = approval is null
                ? evaluator.EvaluateAsync(call, cancellationToken)
                : evaluator.EvaluateApprovedAsync(call, approval, cancellationToken);
            var decision = await deciding.ConfigureAwait(false);
            observer.Tell(call, decision, observation, evaluator.PolicyOf(call.CallerInPlace));
            return decision;
        }
        finally
        {
            DecisionObserver.End(observation);
        }
    }
}
