using System.CommandLine;
using System.CommandLine.Help;
using PolicyLayer.Gateway.Output;

namespace PolicyLayer.Gateway.Classify;

/// <summary><c>policylayer classify</c>.</summary>
internal static class ClassifyCommand
{
    private const string Details =
        $"""
        {ToolsOption.Format}

        One JSON object is printed for each tool, in the same order:
          name        the tool's name
          category    Read, Write, Execute, Destructive or Financial
          severity    low, medium, high or critical
          confidence  from 0 to 1
          evidence    the words that decided, and what they speak for
          signals     what else is worth knowing, such as credentials or file_path
        Nothing is sent anywhere. docs/risk.md explains the rules and their limits.

        Exit codes: 0 all tools were classified, 2 wrong usage or a file that cannot be read.

        Examples:
          policylayer classify --tools tools.json
          policylayer classify --tools - < tools.jsonl
        """;

    internal static Command Create(CommandIO io)
    {
        var tools = ToolsOption.Create();
        var command = new Command("classify", "Says how risky tools are, by what their server says of them.")
        {
            tools,
            new HelpOption { Action = new DetailedHelp(Details) },
        };
        command.SetAction((parsed, cancellationToken) =>
            ClassifyRun.ExecuteAsync(parsed.GetRequiredValue(tools), io, cancellationToken));
        return command;
    }
}
