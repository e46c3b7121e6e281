using System.Text.Json.Nodes;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;
using PolicyLayer.Core;

namespace PolicyLayer.Mcp;

/// <summary>
/// Asks the client's user where nothing stays open between two requests: the first is answered with the question and the
/// ticket, and the second, a call of its own that is judged anew, brings the ticket and the answer.
/// </summary>
internal sealed class InputApproval(IPolicyEvaluator evaluator, IApprovalStore store)
{
    private const string Question = "policylayer_approval";
    private const string StatePrefix = "policylayer:";

    // As the protocol has them in a request.
    private const string State = "requestState";
    private const string Answers = "inputResponses";

    /// <summary>The decision after the answer that the request brings.</summary>
    /// <exception cref="InputRequiredException">The request brings none: this asks for one.</exception>
    public async ValueTask<PolicyDecision> AskAsync(
        RequestContext<CallToolRequestParams> request, ToolCall call, PolicyDecision decision, CancellationToken cancellationToken)
    {
        try
        {
            return await AskOrDecideAsync(request, call, decision, cancellationToken).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // The store is the host's code, and whatever goes wrong in it must deny the call.
        catch (Exception exception) when (exception is not InputRequiredException && !cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            return decision;
        }
    }

    /// <summary>Takes the ticket and the answer out of a request: its tool finds there what it has asked for itself, and no more.</summary>
    public static void RemoveFrom(RequestContext<CallToolRequestParams> request)
    {
        var written = request.JsonRpcRequest.Params as JsonObject;
        if (TicketOf(request.Params) is not null)
        {
            request.Params!.RequestState = null;
            written?.Remove(State);
        }

        if (request.Params?.InputResponses is not { } answers || !answers.Remove(Question))
            return;

        var isEmpty = answers.Count == 0;
        if (isEmpty)
            request.Params.InputResponses = null;
        if (isEmpty)
            written?.Remove(Answers);
        else
            (written?[Answers] as JsonObject)?.Remove(Question);
    }

    private async ValueTask<PolicyDecision> AskOrDecideAsync(
        RequestContext<CallToolRequestParams> request, ToolCall call, PolicyDecision decision, CancellationToken cancellationToken)
    {
        var asked = decision.ApprovalRequest!;
        if (TicketOf(request.Params) is { } ticket)
        {
            await AnswerAsync(ticket, asked, request.Params!, cancellationToken).ConfigureAwait(false);
            return await evaluator.EvaluateApprovedAsync(call, ticket, cancellationToken).ConfigureAwait(false);
        }

        if (!await store.AddAsync(asked, cancellationToken).ConfigureAwait(false))
            return decision;

        var question = InputRequest.ForElicitation(ElicitationApprover.QuestionFor(asked));
        throw new InputRequiredException(new Dictionary<string, InputRequest> { [Question] = question }, StatePrefix + asked.Id);
    }

    // Whoever has come by another's ticket must not answer for it, so it has to be for the very call that brings it.
    private async ValueTask AnswerAsync(
        string ticket, ApprovalRequest asked, CallToolRequestParams parameters, CancellationToken cancellationToken)
    {
        var pending = await store.FindPendingAsync(ticket, cancellationToken).ConfigureAwait(false);
        if (pending is null || pending.Digest != asked.Digest)
            return;

        var by = ElicitationApprover.UserOf(asked);
        if (IsYes(parameters))
            await store.ApproveAsync(ticket, by, cancellationToken).ConfigureAwait(false);
        else
            await store.RejectAsync(ticket, by, cancellationToken: cancellationToken).ConfigureAwait(false);
    }

    private static string? TicketOf(CallToolRequestParams? parameters) =>
        parameters?.RequestState is { } state && state.StartsWith(StatePrefix, StringComparison.Ordinal)
            ? state[StatePrefix.Length..]
            : null;

    private static bool IsYes(CallToolRequestParams parameters) =>
        parameters.InputResponses is { } responses
        && responses.TryGetValue(Question, out var response)
        && response.Deserialize(InputResponse.ElicitResultJsonTypeInfo) is { } answer
        && ElicitationApprover.IsYes(answer);
}
