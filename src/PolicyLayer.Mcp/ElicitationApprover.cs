using System.Text.Json;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;
using PolicyLayer.Core;

namespace PolicyLayer.Mcp;

/// <summary>Asks the user of the client that makes the call, in a form that the client shows.</summary>
/// <param name="server">The server as the request has it, so that the question goes back on the request's own way.</param>
internal sealed class ElicitationApprover(McpServer server) : IApprover
{
    private const string Accept = "accept";
    private const string Approve = "approve";

    /// <summary>Whether the client says that it can show a form.</summary>
    public static bool CanAsk(McpServer server) => server.ClientCapabilities?.Elicitation?.Form is not null;

    public async ValueTask<ApprovalAnswer> AskAsync(ApprovalRequest request, CancellationToken cancellationToken)
    {
        if (!CanAsk(server))
            return ApprovalAnswer.Reject(reason: "A person has to approve this call, and this client cannot ask one.");

        return AnswerTo(request, await server.ElicitAsync(QuestionFor(request), cancellationToken).ConfigureAwait(false));
    }

    /// <summary>What the client's user said; nothing is a no, by nobody.</summary>
    public static ApprovalAnswer AnswerTo(ApprovalRequest request, ElicitResult? result)
    {
        var user = result is null ? null : $"the client's user ({request.Grant})";
        return user is not null && IsYes(result!)
            ? ApprovalAnswer.Approve(user)
            : ApprovalAnswer.Reject(user, "The user did not approve this call.");
    }

    // A form may be accepted as it was shown, and clients fill in defaults: yes is what was said to this very question.
    private static bool IsYes(ElicitResult answer) =>
        answer.Action == Accept
        && answer.Content is { } content
        && content.TryGetValue(Approve, out var approve)
        && approve.ValueKind == JsonValueKind.True;

    public static ElicitRequestParams QuestionFor(ApprovalRequest request) => new()
    {
        Message = $"{request.Message}\nTool: {request.Tool}\nArguments: {request.Arguments}",
        RequestedSchema = new()
        {
            Properties =
            {
                [Approve] = new ElicitRequestParams.BooleanSchema { Title = "Approve this call", Default = false },
            },
            Required = [Approve],
        },
    };
}
