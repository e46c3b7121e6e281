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
            ? EvaluateObservedAsync(call, cancellationToken)
            : evaluator.EvaluateAsync(call, cancellationToken);

    public ValueTask<PolicyDecision> EvaluateApprovedAsync(
        ToolCall call, string approval, CancellationToken cancellationToken = default) =>
        observer.IsListening
            ? EvaluateApprovedObservedAsync(call, approval, cancellationToken)
            : evaluator.EvaluateApprovedAsync(call, approval, cancellationToken);

    public PolicyDecision DenyUnapproved(
        in ToolCall call, in PolicyDecision asked, ApprovalAnswer? answer, string? ticket = null)
    {
        var decision = evaluator.DenyUnapproved(call, asked, answer, ticket);
        if (asked.ApprovalRequest is not { } request || !observer.IsListening)
            return decision;

        var policy = PolicyThatAsked(call, asked);

        // Nothing is decided here that could be timed: the time belongs to the question, or to the person.
        var observation = observer.Begin(policy) with { Started = null };
        observer.Tell(call, decision, observation, policy, new(ticket ?? request.Id, answer));
        DecisionObserver.End(observation);
        return decision;
    }

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
        var observation = observer.Begin(PolicyOf(call));
        try
        {
            var decision = evaluator.Evaluate(call);
            observer.Tell(call, decision, observation, PolicyOf(call));
            return decision;
        }
        finally
        {
            DecisionObserver.End(observation);
        }
    }

    private async ValueTask<PolicyDecision> EvaluateObservedAsync(ToolCall call, CancellationToken cancellationToken)
    {
        var observation = observer.Begin(PolicyOf(call));
        try
        {
            var decision = await evaluator.EvaluateAsync(call, cancellationToken).ConfigureAwait(false);
            observer.Tell(call, decision, observation, PolicyOf(call));
            return decision;
        }
        finally
        {
            DecisionObserver.End(observation);
        }
    }

    private async ValueTask<PolicyDecision> EvaluateApprovedObservedAsync(
        ToolCall call, string approval, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(approval);
        var observation = observer.Begin(PolicyOf(call));
        try
        {
            var (decision, answer) = await evaluator.Approved.DecideAsync(call, approval, cancellationToken).ConfigureAwait(false);
            observer.Tell(call, decision, observation, PolicyOf(call), new(approval, answer));
            return decision;
        }
        finally
        {
            DecisionObserver.End(observation);
        }
    }

    private ServedPolicy? PolicyOf(in ToolCall call)
    {
        try
        {
            return evaluator.PolicyOf(call.CallerInPlace);
        }
        catch (Exception exception) when (Faults.CanBeDenied(exception))
        {
            // Then the call is denied for it, and told without the policy.
            return null;
        }
    }

    // Between the question and its end there is time for many a reload.
    private ServedPolicy? PolicyThatAsked(in ToolCall call, in PolicyDecision asked) =>
        PolicyOf(call) is { } policy && ReferenceEquals(policy.Plan.Find(call.Tool), asked.Plan) ? policy : null;
}
