// The pipeline of the call filter; see there.
#pragma warning disable MCPEXP002

using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;
using PolicyLayer.Core;

namespace PolicyLayer.Mcp;

/// <summary>
/// Knows the calls whose tool asked for input. For a client of an older protocol the SDK gets the input itself and then runs
/// the same request once more, while it handles the same message: that run alone has been admitted already.
/// </summary>
internal sealed class InputRounds
{
    private const string InputRequired = "input_required";

    // Follows the handling of a message, and nothing else does: a host may give several messages the same context.
    private readonly AsyncLocal<InputRound?> _ofMessage = new();

    /// <summary>Follows each message that asks for a call.</summary>
    public McpMessageHandler Around(McpMessageHandler next) => (message, cancellationToken) =>
        message.JsonRpcMessage is JsonRpcRequest { Method: RequestMethods.ToolsCall }
            ? FollowAsync(next, message, cancellationToken)
            : next(message, cancellationToken);

    /// <summary>
    /// Whether this is the next run of a call that asked for input. Each question gives one run. Has to be asked before each run.
    /// </summary>
    public bool TakeRunOf(RequestContext<CallToolRequestParams> request, in CallerContext caller) =>
        _ofMessage.Value is { } round && round.Begin(AdmittedCall.Of(request, caller));

    /// <summary>Runs an admitted call, and notes whether it asks for input.</summary>
    public async ValueTask<ResultOrAlternate<CallToolResult>> RunAsync(
        RequestContext<CallToolRequestParams> request,
        McpRequestHandler<CallToolRequestParams, ResultOrAlternate<CallToolResult>> next,
        CancellationToken cancellationToken)
    {
        try
        {
            var result = await next(request, cancellationToken).ConfigureAwait(false);
            if ((result.Alternate ?? result.Result)?.ResultType == InputRequired)
                _ofMessage.Value?.Ask();
            return result;
        }
        catch (InputRequiredException)
        {
            _ofMessage.Value?.Ask();
            throw;
        }
    }

    private async Task FollowAsync(McpMessageHandler next, MessageContext message, CancellationToken cancellationToken)
    {
        var round = new InputRound();
        _ofMessage.Value = round;
        try
        {
            await next(message, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            round.End();
        }
    }
}
