using Microsoft.Extensions.Options;
using ModelContextProtocol.Server;

namespace PolicyLayer.Mcp;

/// <summary>Finds at startup what the host configured after the hook, and past it.</summary>
internal sealed class HookPlaceValidator : IValidateOptions<McpServerOptions>
{
    public ValidateOptionsResult Validate(string? name, McpServerOptions options) =>
        HookPlace.ProblemIn(options) is { } problem ? ValidateOptionsResult.Fail(problem) : ValidateOptionsResult.Success;
}
