using System.CommandLine;
using System.CommandLine.Help;
using PolicyLayer.Gateway.Classify;
using PolicyLayer.Gateway.Output;

namespace PolicyLayer.Gateway.Recommend;

/// <summary><c>policylayer recommend</c>.</summary>
internal static class RecommendCommand
{
    private const string Details =
        $"""
        {ToolsOption.Format}

        The policy denies by default. A tool that reads is allowed, one that writes is limited to 30
        calls a minute for each grant, one that executes to 10; one that destroys is hidden, and one that
        moves money is denied until a person changes that. Look it over before you use it.

        With --merge, the policy is printed with what it lacks: tools that it neither lists nor hides.
        What it says already stays as it is. Under its default of deny, an added tool is denied until a
        person takes the "action" out; what is behind it is the recommended rule.

        Exit codes: 0 a policy was printed, 1 the policy to merge into has errors, 2 wrong usage or a
        file that cannot be read.

        Examples:
          policylayer recommend --tools tools.json > policy.json
          policylayer recommend --tools tools.json --merge policy.json
        """;

    internal static Command Create(CommandIO io)
    {
        var tools = ToolsOption.Create();
        var merge = new Option<string>("--merge", "-m")
        {
            Description = "A policy document that is to be completed.",
            HelpName = "POLICY",
        };
        var command = new Command("recommend", "Prints a policy for the tools of a server, by the risk of each.")
        {
            tools,
            merge,
            new HelpOption { Action = new DetailedHelp(Details) },
        };
        command.SetAction((parsed, cancellationToken) =>
            RecommendRun.ExecuteAsync(parsed.GetRequiredValue(tools), parsed.GetValue(merge), io, cancellationToken));
        return command;
    }
}
