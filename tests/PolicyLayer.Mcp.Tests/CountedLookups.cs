using PolicyLayer.Core;

namespace PolicyLayer.Mcp.Tests;

/// <summary>Counts how often callers are looked up.</summary>
internal sealed class CountedLookups(IPolicyEvaluator evaluator) : IPolicyEvaluator
{
    public event EventHandler? ListsChanged
    {
        add => evaluator.ListsChanged += value;
        remove => evaluator.ListsChanged -= value;
    }

    public int Lookups { get; private set; }

    public CallerContext Resolve(in CallerContext caller)
    {
        Lookups++;
        return evaluator.Resolve(caller);
    }

    public PolicyDecision Evaluate(in ToolCall call) => evaluator.Evaluate(call);

    public ValueTask<PolicyDecision> EvaluateAsync(ToolCall call, CancellationToken cancellationToken = default) =>
        evaluator.EvaluateAsync(call, cancellationToken);

    public ValueTask<PolicyDecision> EvaluateApprovedAsync(
        ToolCall call, string approval, CancellationToken cancellationToken = default) =>
        evaluator.EvaluateApprovedAsync(call, approval, cancellationToken);

    public PolicyDecision DenyUnapproved(in ToolCall call, in PolicyDecision asked, ApprovalAnswer? answer, string? ticket = null) =>
        evaluator.DenyUnapproved(call, asked, answer, ticket);

    public PolicyDecision Preview(in ToolCall call) => evaluator.Preview(call);

    public ValueTask<PolicyDecision> PreviewAsync(ToolCall call, CancellationToken cancellationToken = default) =>
        evaluator.PreviewAsync(call, cancellationToken);

    public bool IsVisible(string tool, in CallerContext caller) => evaluator.IsVisible(tool, caller);

    public bool IsCallable(string tool, in CallerContext caller) => evaluator.IsCallable(tool, caller);
}
