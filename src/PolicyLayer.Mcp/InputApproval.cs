using System.Text.Json;
using System.Text.Json.Nodes;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;
using PolicyLayer.Core;

namespace PolicyLayer.Mcp;

/// <summary>
/// Asks the client's user where nothing stays open between two requests: the first is answered with the question and the
/// ticket, and the second, a call of its own that is judged anew, brings the ticket and the answer.
/// </summary>
internal sealed class InputApproval(IPolicyEvaluator evaluator, DeferredApproval approval)
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
        var asked = decision.ApprovalRequest!;
        if (TicketOf(request.Params) is { } ticket)
        {
            var answer = ElicitationApprover.AnswerTo(asked, ResultIn(request.Params!));
            return await approval.AnswerAsync(evaluator, call, decision, ticket, answer, cancellationToken).ConfigureAwait(false);
        }

        var waiting = await approval.AskAsync(evaluator, call, decision, cancellationToken).ConfigureAwait(false);
        if (waiting.Outcome != PolicyOutcome.ApprovalRequired)
            return waiting;

        var question = InputRequest.ForElicitation(ElicitationApprover.QuestionFor(asked));
        throw new InputRequiredException(new Dictionary<string, InputRequest> { [Question] = question }, StatePrefix + asked.Id);
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

        if (answers.Count > 0)
        {
            (written?[Answers] as JsonObject)?.Remove(Question);
            return;
        }

        request.Params.InputResponses = null;
        written?.Remove(Answers);
    }

    private static string? TicketOf(CallToolRequestParams? parameters) =>
        parameters?.RequestState is { } state && state.StartsWith(StatePrefix, StringComparison.Ordinal)
            ? state[StatePrefix.Length..]
            : null;

    private static ElicitResult? ResultIn(CallToolRequestParams parameters)
    {
        if (parameters.InputResponses is not { } responses || !responses.TryGetValue(Question, out var response))
            return null;

        try
        {
            return response.Deserialize(InputResponse.ElicitResultJsonTypeInfo);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // Not an answer to this question, and so no yes.
            return null;
        }
    }
}
