using System.CommandLine;
using System.CommandLine.Help;
using PolicyLayer.Gateway.Output;

namespace PolicyLayer.Gateway.Demo;

/// <summary><c>policylayer demo</c>.</summary>
internal static class DemoCommand
{
    private const string Details =
        """
        Starts a small MCP server in a process of its own, guarded by an example policy, and calls
        its tools over stdio with a real MCP client. Nothing is configured, stored or sent anywhere.
        The server's clock is virtual: where a minute must pass, the client moves it.

        Exit codes: 0 everything went as shown, 1 something did not, 2 the demo could not run.

        Example:
          policylayer demo
        """;

    internal static Command Create(CommandIO io)
    {
        var command = new Command("demo", "Shows a real MCP server whose tools are guarded by a policy.")
        {
            new HelpOption { Action = new DetailedHelp(Details) },
        };
        command.SetAction((_, cancellationToken) => DemoRun.ExecuteAsync(io, cancellationToken));
        return command;
    }
}
