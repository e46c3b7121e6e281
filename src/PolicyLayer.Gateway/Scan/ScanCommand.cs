using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Parsing;
using System.Globalization;
using PolicyLayer.Gateway.Output;

namespace PolicyLayer.Gateway.Scan;

/// <summary><c>policylayer scan</c>.</summary>
internal static class ScanCommand
{
    private const string Details =
        """
        Connects to a server, lists its tools without calling any, and shows how risky each is, the worst
        first. The server is a command behind --, which is started and stopped again, or a URL.
        docs/risk.md explains the rules and their limits.

        With --output, the recommended policy is written to a file that must not exist yet; to complete
        one that does, use 'policylayer recommend --merge'.

        Exit codes: 0 the server was scanned, 2 wrong usage, or a server that cannot be reached, does not
        answer in time or answers something else than tools.

        Examples:
          policylayer scan -- my-server --stdio
          policylayer scan --output policy.json --upstream http://localhost:3000/mcp
        """;

    internal static Command Create(CommandIO io)
    {
        var upstream = new Option<string>("--upstream", "-u") { Description = "The URL of a server.", HelpName = "URL" };
        var output = new Option<string>("--output", "-o") { Description = "Where to write the policy.", HelpName = "POLICY" };
        var format = new Option<string>("--format", "-f")
        {
            Description = "text is for people, json one JSON object, markdown a page.",
            DefaultValueFactory = _ => ScanRun.Text,
        };
        format.AcceptOnlyFromAmong(ScanRun.Text, ScanRun.Json, ScanRun.Markdown);
        var timeout = new Option<int>("--timeout")
        {
            Description = "How many seconds all of it may take, from 1 to 600.",
            DefaultValueFactory = _ => 30,
        };
        timeout.Validators.Add(RefuseEndlessTime);
        var server = new Argument<string[]>("COMMAND")
        {
            Description = "The command of a server and its arguments, behind --.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        server.Validators.Add(RefuseMisspeltOptions);

        var command = new Command("scan", "Lists the tools of a server with their risks, and writes a policy for them.")
        {
            server,
            upstream,
            output,
            format,
            timeout,
            new HelpOption { Action = new DetailedHelp(Details) },
        };
        command.Validators.Add(parsed => RequireOneServer(parsed, server, upstream));
        command.SetAction((parsed, cancellationToken) => ScanRun.ExecuteAsync(
            new ScanTarget(parsed.GetValue(server) ?? [], parsed.GetValue(upstream)),
            new ScanOutput(parsed.GetRequiredValue(format), parsed.GetValue(output)),
            TimeSpan.FromSeconds(parsed.GetRequiredValue(timeout)),
            io,
            cancellationToken));
        return command;
    }

    private static void RequireOneServer(CommandResult parsed, Argument<string[]> server, Option<string> upstream)
    {
        var hasCommand = parsed.GetResult(server)?.Tokens.Count > 0;
        var hasUrl = parsed.GetResult(upstream) is not null;
        if (hasCommand == hasUrl)
            parsed.AddError("Name one server: a command behind '--', or a URL with '--upstream'.");
    }

    // What is no number at all the parser itself refuses; without a token it is the default.
    private static void RefuseEndlessTime(OptionResult result)
    {
        var isNumber = int.TryParse(result.Tokens.SingleOrDefault()?.Value, CultureInfo.InvariantCulture, out var seconds);
        if (isNumber && (seconds is < 1 or > 600))
            result.AddError("The time is a whole number of seconds from 1 to 600.");
    }

    // The parser takes an option that it does not know for the command.
    private static void RefuseMisspeltOptions(ArgumentResult result)
    {
        if (result.Tokens.Count > 0 && result.Tokens[0].Value.StartsWith('-'))
            result.AddError($"There is no option '{result.Tokens[0].Value}'. The command of a server stands behind '--'.");
    }
}
