// The pipeline of the call filter; see there.
#pragma warning disable MCPEXP002

using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace PolicyLayer.Mcp;

/// <summary>Whether a server's options let each call pass the hook once, and before anything can come of it.</summary>
internal static class HookPlace
{
    // The SDK's authorization, which refuses calls and makes none of them a task.
    private const string AuthorizationAssembly = "ModelContextProtocol.AspNetCore";

    private static readonly string[] Guarded = [RequestMethods.ToolsCall, RequestMethods.ToolsList];

    public static bool IsTaken(McpServerOptions options) => CallFilters(options).Any(Is<CallToolFilter>);

    /// <summary>What is wrong with the hook's place; <see langword="null"/> if nothing is.</summary>
    public static string? ProblemIn(McpServerOptions options)
    {
        if (options.RequestHandlers?.FirstOrDefault(handler => Guarded.Contains(handler.Method)) is { } raw)
            return $"A handler in {nameof(McpServerOptions.RequestHandlers)} takes {raw.Method} past PolicyLayer.";

        var messages = options.Filters.Message.IncomingFilters;
        if (!messages.Any(Is<MethodFilter>) || !messages.Any(Is<InstalledHook>))
            return "A filter of PolicyLayer for messages has been taken out of the server's options.";
        if (!options.Filters.Request.ListToolsFilters.Any(Is<InstalledHook>))
            return "The filter of PolicyLayer for lists has been taken out of the server's options, so that they would show every tool.";

        return CallFilters(options).Count(Is<CallToolFilter>) switch
        {
            0 => "The filter of PolicyLayer has been taken out of the server's options, so that nothing decides its calls.",
            > 1 => "PolicyLayer guards the server twice, so that it would charge each call twice.",
            _ => CallFilters(options).TakeWhile(filter => !Is<CallToolFilter>(filter)).All(IsOfAuthorization) ? null
                : $"A filter in {nameof(McpRequestFilters.CallToolWithAlternateFilters)} stands before that of PolicyLayer and may make "
                    + "a call a task before it is decided: add it to the end.",
        };
    }

    /// <exception cref="InvalidOperationException">There is something wrong with the hook's place.</exception>
    public static void ThrowIfUnsafe(McpServerOptions options)
    {
        if (ProblemIn(options) is { } problem)
            throw new InvalidOperationException(problem);
    }

    private static IEnumerable<Delegate> CallFilters(McpServerOptions options) =>
        options.Filters.Request.CallToolWithAlternateFilters;

    private static bool Is<T>(Delegate filter) => filter.Target is T;

    private static bool IsOfAuthorization(Delegate filter) =>
        filter.Method.Module.Assembly.GetName().Name == AuthorizationAssembly;
}
