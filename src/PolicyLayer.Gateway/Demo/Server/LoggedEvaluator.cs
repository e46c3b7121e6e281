using PolicyLayer.Core;

namespace PolicyLayer.Gateway.Demo.Server;

/// <summary>Writes each decision of another evaluator to the server's log, before anyone acts on it.</summary>
internal sealed class LoggedEvaluator(IPolicyEvaluator evaluator, ServerLog log) : IPolicyEvaluator
{
    public event EventHandler? ListsChanged
    {
        add => evaluator.ListsChanged += value;
        remove => evaluator.ListsChanged -= value;
    }

    public PolicyDecision Evaluate(in ToolCall call)
    {
        var decision = evaluator.Evaluate(call);
        log.Decision(call.Tool, decision);
        return decision;
    }

    public async ValueTask<PolicyDecision> EvaluateAsync(ToolCall call, CancellationToken cancellationToken = default)
    {
        var decision = await evaluator.EvaluateAsync(call, cancellationToken).ConfigureAwait(false);
        log.Decision(call.Tool, decision);
        return decision;
    }

    public async ValueTask<PolicyDecision> EvaluateApprovedAsync(
        ToolCall call, string approval, CancellationToken cancellationToken = default)
    {
        var decision = await evaluator.EvaluateApprovedAsync(call, approval, cancellationToken).ConfigureAwait(false);
        log.Decision(call.Tool, decision);
        return decision;
    }

    public PolicyDecision DenyUnapproved(in ToolCall call, in PolicyDecision asked, ApprovalAnswer? answer, string? ticket = null)
    {
        var decision = evaluator.DenyUnapproved(call, asked, answer, ticket);
        log.Decision(call.Tool, decision);
        return decision;
    }

    public PolicyDecision Preview(in ToolCall call) => evaluator.Preview(call);

    public ValueTask<PolicyDecision> PreviewAsync(ToolCall call, CancellationToken cancellationToken = default) =>
        evaluator.PreviewAsync(call, cancellationToken);

    public bool IsVisible(string tool, in CallerContext caller) => evaluator.IsVisible(tool, caller);

    public bool IsCallable(string tool, in CallerContext caller) => evaluator.IsCallable(tool, caller);

    public CallerContext Resolve(in CallerContext caller) => evaluator.Resolve(caller);
}
