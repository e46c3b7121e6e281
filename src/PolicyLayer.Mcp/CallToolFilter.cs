// The alternate-result pipeline is experimental in the SDK, but it alone runs before a call becomes a task: ordinary call
// filters run in the background after that, where a denial comes too late. Tests hold the order and the single admission.
#pragma warning disable MCPEXP002

using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;
using PolicyLayer.Core;

namespace PolicyLayer.Mcp;

/// <summary>Decides each <c>tools/call</c> once, before it is dispatched, and says afterwards what became of it.</summary>
internal sealed partial class CallToolFilter(
    IPolicyEvaluator evaluator,
    CallerResolver callers,
    CallApprovals approvals,
    InputRounds rounds,
    ILogger<CallToolFilter>? logger = null)
{
    private const string InputRequired = "input_required";

    private readonly ILogger _logger = logger ?? NullLogger<CallToolFilter>.Instance;

    /// <summary>Decides a call, and hands it on if it is allowed.</summary>
    public async ValueTask<ResultOrAlternate<CallToolResult>> InvokeAsync(
        RequestContext<CallToolRequestParams> request,
        McpRequestHandler<CallToolRequestParams, ResultOrAlternate<CallToolResult>> next,
        CancellationToken cancellationToken)
    {
        var caller = callers.Resolve(request);
        var admitted = AdmittedCall.Of(request, caller);
        if (rounds.OfMessage is { } round && await round.TakeRunOfAsync(admitted).ConfigureAwait(false) is { } held)
            return await RunAsync(request, next, admitted, held, isRepeated: true, cancellationToken).ConfigureAwait(false);

        var tool = request.Params?.Name ?? "";
        var call = new ToolCall(tool, request.Params?.Arguments, caller);
        var decision = await evaluator.EvaluateAsync(call, cancellationToken).ConfigureAwait(false);
        if (decision.Outcome == PolicyOutcome.ApprovalRequired)
            decision = await approvals.AskAsync(request, call, decision, cancellationToken).ConfigureAwait(false);
        if (!decision.IsAllowed)
        {
            var name = LoggedName.OfTool(tool);
            var server = LoggedName.OfCaller(caller.Server);
            var grant = LoggedName.OfCaller(caller.Grant);
            var rule = LoggedName.OfRule(decision.Rule);
            LogDenied(name, server, grant, decision.Outcome, decision.Code, rule, decision.RetryAfter);
            return PolicyDenial.ToResult(request, decision.Message);
        }

        var isHandedOn = false;
        try
        {
            InputApproval.RemoveFrom(request);
            if (decision.Shadow is { Outcome: not PolicyOutcome.Allow } shadow)
                LogWouldDeny(tool, caller, shadow);
            cancellationToken.ThrowIfCancellationRequested();
            isHandedOn = true;
        }
        finally
        {
            if (!isHandedOn)
                await CompleteAsync(decision.Reservation, DispatchResult.NotDispatched).ConfigureAwait(false);
        }

        return await RunAsync(request, next, admitted, decision.Reservation, isRepeated: false, cancellationToken)
            .ConfigureAwait(false);
    }

    private async ValueTask<ResultOrAlternate<CallToolResult>> RunAsync(
        RequestContext<CallToolRequestParams> request,
        McpRequestHandler<CallToolRequestParams, ResultOrAlternate<CallToolResult>> next,
        AdmittedCall admitted,
        Reservation reservation,
        bool isRepeated,
        CancellationToken cancellationToken)
    {
        var outcome = DispatchResult.Succeeded;
        var asks = false;
        try
        {
            var result = await next(request, cancellationToken).ConfigureAwait(false);
            asks = (result.Alternate ?? result.Result)?.ResultType == InputRequired;

            // What a task does later is not known here, so it counts as spent; and so does an error after the client has hung up,
            // which may be of its own making.
            if (result is { IsAlternate: false, Result.IsError: true } && !cancellationToken.IsCancellationRequested)
                outcome = DispatchResult.Failed;
            return result;
        }
        catch (InputRequiredException)
        {
            asks = true;
            throw;
        }
        catch (McpProtocolException) when (!isRepeated && NothingCouldAnswer(request))
        {
            outcome = DispatchResult.NotDispatched;
            throw;
        }
        finally
        {
            // What a tool that asks holds is completed by what it answers in the end.
            if (!asks || rounds.OfMessage is not { } round || !round.Ask(new(admitted, reservation)))
                await CompleteAsync(reservation, outcome).ConfigureAwait(false);
        }
    }

    // Not with the request's token: a cancelled call has to be completed all the same.
    private static ValueTask CompleteAsync(Reservation reservation, DispatchResult outcome) =>
        reservation.CompleteAsync(outcome, CancellationToken.None);

    // Filters of the host's own may answer as well, for instance by asking another server.
    private static bool NothingCouldAnswer(RequestContext<CallToolRequestParams> request) =>
        request.MatchedPrimitive is null
        && request.Server.ServerOptions.Handlers is { CallToolHandler: null, CallToolWithAlternateHandler: null }
        && request.Server.ServerOptions.Filters.Request is { CallToolFilters.Count: 0, CallToolWithAlternateFilters.Count: 1 };

    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "Denied a call of {Tool} on {Server} by {Grant}: {Outcome}, {Code}, rule {Rule}, retry after {RetryAfter}.")]
    private partial void LogDenied(
        string tool, string? server, string? grant, PolicyOutcome outcome, string code, string rule, TimeSpan? retryAfter);

    private void LogWouldDeny(string tool, in CallerContext caller, in ShadowDecision decision)
    {
        var name = LoggedName.OfTool(tool);
        var server = LoggedName.OfCaller(caller.Server);
        var grant = LoggedName.OfCaller(caller.Grant);
        var rule = LoggedName.OfRule(decision.Rule);
        LogWouldDeny(name, server, grant, decision.Outcome, decision.Code, rule, decision.RetryAfter);
    }

    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "Allowed in shadow mode: a call of {Tool} on {Server} by {Grant} would have been denied: {Outcome}, {Code}, "
            + "rule {Rule}, retry after {RetryAfter}.")]
    private partial void LogWouldDeny(
        string tool, string? server, string? grant, PolicyOutcome outcome, string code, string rule, TimeSpan? retryAfter);
}
