using System.CommandLine;
using PolicyLayer.Gateway.Demo.Server;

namespace PolicyLayer.Gateway.Demo;

/// <summary><c>policylayer demo-server</c>: the demo's other process. It talks MCP, so the help does not show it.</summary>
internal static class DemoServerCommand
{
    internal const string Name = "demo-server";

    internal static Command Create(CommandIO io)
    {
        var command = new Command(Name, "The demo's MCP server, on standard input and output.") { Hidden = true };
        command.SetAction((_, cancellationToken) => DemoServer.RunAsync(io, cancellationToken));
        return command;
    }
}
