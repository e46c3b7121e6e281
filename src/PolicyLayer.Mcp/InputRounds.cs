// The pipeline of the call filter; see there.
#pragma warning disable MCPEXP002

using System.Runtime.CompilerServices;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace PolicyLayer.Mcp;

/// <summary>
/// Knows the calls whose tool asked for input. For a client of an older protocol the SDK gets the input itself and then runs
/// the same request once more: that run alone has been admitted already.
/// </summary>
internal sealed class InputRounds
{
    private const string InputRequired = "input_required";

    // Keyed by what the SDK keeps per message received; gone with it. A host may give several messages the same one, so
    // that the key alone proves nothing.
    private readonly ConditionalWeakTable<JsonRpcMessageContext, AdmittedCall> _asking = [];

    /// <summary>Whether this is the next run of a call that asked for input. Each question gives one run.</summary>
    public bool TakeRunOf(RequestContext<CallToolRequestParams> request) =>
        request.JsonRpcRequest.Context is { } message
        && _asking.TryGetValue(message, out var asking)
        && _asking.Remove(message)
        && asking.IsSameAs(AdmittedCall.Of(request));

    /// <summary>Runs an admitted call, and notes whether it asks for input.</summary>
    public async ValueTask<ResultOrAlternate<CallToolResult>> RunAsync(
        RequestContext<CallToolRequestParams> request,
        McpRequestHandler<CallToolRequestParams, ResultOrAlternate<CallToolResult>> next,
        CancellationToken cancellationToken)
    {
        // As it was judged: filters further in may change the request.
        var call = AdmittedCall.Of(request);
        try
        {
            var result = await next(request, cancellationToken).ConfigureAwait(false);
            if ((result.Alternate ?? result.Result)?.ResultType == InputRequired)
                Note(request, call);
            return result;
        }
        catch (InputRequiredException)
        {
            Note(request, call);
            throw;
        }
    }

    private void Note(RequestContext<CallToolRequestParams> request, AdmittedCall call) =>
        _asking.AddOrUpdate(request.JsonRpcRequest.Context ??= new(), call);
}
