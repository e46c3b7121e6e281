using Microsoft.Extensions.Options;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;
using PolicyLayer.Core;

namespace PolicyLayer.Mcp;

/// <summary>Finds whom to ask about a call that a person has to approve, and asks.</summary>
internal sealed class CallApprovals(IPolicyEvaluator evaluator, IOptions<PolicyLayerMcpOptions> options, TimeProvider timeProvider)
{
    private readonly PolicyLayerMcpOptions _options = options.Value;

    /// <summary>The decision once a person was asked; the same if there is nobody to ask.</summary>
    public ValueTask<PolicyDecision> AskAsync(
        RequestContext<CallToolRequestParams> request, ToolCall call, PolicyDecision decision, CancellationToken cancellationToken)
    {
        var approver = _options.AskClient ? new ElicitationApprover(request.Server) : _options.Approver;
        if (approver is null || _options.ApprovalStore is not { } store)
            return ValueTask.FromResult(decision);

        return new ApprovalFlow(store, approver, timeProvider)
            .AskAsync(evaluator, call, decision, WaitingOf(request), cancellationToken);
    }

    // A client that is asked on the way of its own request has been answered for now, and waits for nothing.
    private WaitingProgress? WaitingOf(RequestContext<CallToolRequestParams> request) =>
        request.Params?.ProgressToken is { } token && !(_options.AskClient && request.Server.IsMrtrSupported)
            ? new(request.Server, token)
            : null;
}
