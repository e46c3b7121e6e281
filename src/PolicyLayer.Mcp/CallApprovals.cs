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

        if (_options.AskClient && IsStateless(request) && ElicitationApprover.CanAsk(request.Server))
        {
            return new InputApproval(evaluator, new(store, timeProvider, _options.StoreTimeout))
                .AskAsync(request, call, decision, cancellationToken);
        }

        return new ApprovalFlow(store, approver, timeProvider, _options.StoreTimeout)
            .AskAsync(evaluator, call, decision, WaitingOf(request), cancellationToken);
    }

    // Over HTTP, a message has a transport of its own; without a session, the server is gone once it is answered.
    private static bool IsStateless(RequestContext<CallToolRequestParams> request) =>
        ProtocolEra.IsWithoutSessions(request)
        && request.Server.SessionId is null
        && request.JsonRpcRequest.Context?.RelatedTransport is not null;

    // A client that is asked by an answer to its own request has been answered for now, and waits for nothing.
    private WaitingProgress? WaitingOf(RequestContext<CallToolRequestParams> request) =>
        request.Params?.ProgressToken is { } token && !(_options.AskClient && ProtocolEra.IsWithoutSessions(request))
            ? new(request.Server, token)
            : null;
}
