using System.Runtime.ExceptionServices;
using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelContextProtocol;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;
using PolicyLayer.Core;

namespace PolicyLayer.Mcp;

/// <summary>A function of an agent host, each invocation of which is decided first.</summary>
internal sealed class GuardedFunction(AIFunction function, ToolCallGuard guard, CallerContext caller) : DelegatingAIFunction(function)
{
    // What a tool of a server is called by the server, whatever the host has renamed it to for the model.
    private readonly string _tool = ToolNameOf(function);

    private readonly bool _isOfServer = function.GetService<McpClientTool>() is not null;

    public static string ToolNameOf(AIFunction function) =>
        function.GetService<McpClientTool>()?.ProtocolTool.Name ?? function.Name;

    protected override async ValueTask<object?> InvokeCoreAsync(
        AIFunctionArguments arguments, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        var judged = InJson(arguments);
        var guarded = await guard
            .InvokeAsync(
                new(_tool, judged, caller),
                token => AnswerAsync(AsDispatched(arguments, judged), token),
                static answer => answer.IsError,
                cancellationToken)
            .ConfigureAwait(false);
        return guarded.IsDispatched ? guarded.Result.Get() : DenialOf(guarded.Decision);
    }

    // Behind a server, what throws is answered with an error; here as well. A tool of a server answers with a result alone: what its
    // client throws may be a connection that was lost on the way.
    private async ValueTask<FunctionAnswer> AnswerAsync(AIFunctionArguments arguments, CancellationToken cancellationToken)
    {
        try
        {
            return new(await base.InvokeCoreAsync(arguments, cancellationToken).ConfigureAwait(false));
        }
        catch (Exception exception) when (!_isOfServer && FunctionAnswer.IsAnswer(exception))
        {
            return new(null, ExceptionDispatchInfo.Capture(exception));
        }
    }

    // Objects may change between the decision and the call, and JSON says one thing only: what is judged is what is dispatched.
    private Dictionary<string, JsonElement> InJson(AIFunctionArguments arguments)
    {
        var type = JsonSerializerOptions.GetTypeInfo(typeof(object));
        return arguments.ToDictionary(
            argument => argument.Key,
            argument => argument.Value is JsonElement element ? element : JsonSerializer.SerializeToElement(argument.Value, type),
            StringComparer.Ordinal);
    }

    private static AIFunctionArguments AsDispatched(AIFunctionArguments arguments, Dictionary<string, JsonElement> judged) =>
        new(judged.ToDictionary(argument => argument.Key, object? (argument) => argument.Value, StringComparer.Ordinal))
        {
            Services = arguments.Services,
            Context = arguments.Context,
        };

    private static JsonElement DenialOf(in PolicyDecision decision) => JsonSerializer.SerializeToElement(
        PolicyDenial.Of(decision.Message), McpJsonUtilities.DefaultOptions.GetTypeInfo(typeof(CallToolResult)));
}
