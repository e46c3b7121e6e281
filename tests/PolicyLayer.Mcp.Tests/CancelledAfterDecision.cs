using PolicyLayer.Core;

namespace PolicyLayer.Mcp.Tests;

/// <summary>The first call is cancelled after it was admitted and before the hook knows; the others pass as they are.</summary>
internal sealed class CancelledAfterDecision(IPolicyEvaluator evaluator) : IPolicyEvaluator
{
    private readonly TaskCompletionSource<bool> _admitted = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public event EventHandler? ListsChanged
    {
        add => evaluator.ListsChanged += value;
        remove => evaluator.ListsChanged -= value;
    }

    public Task<bool> Admitted => _admitted.Task;

    public async ValueTask<PolicyDecision> EvaluateAsync(ToolCall call, CancellationToken cancellationToken = default)
    {
        var decision = await evaluator.EvaluateAsync(call, CancellationToken.None);
        if (!_admitted.TrySetResult(decision.IsAllowed))
            return decision;

        var cancelled = new TaskCompletionSource();
        await using (cancellationToken.Register(cancelled.SetResult))
            await cancelled.Task;
        return decision;
    }

    public PolicyDecision Evaluate(in ToolCall call) => evaluator.Evaluate(call);

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

    public CallerContext Resolve(in CallerContext caller) => evaluator.Resolve(caller);
}
