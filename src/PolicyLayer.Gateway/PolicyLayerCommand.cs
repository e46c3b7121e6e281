using System.CommandLine;
using System.CommandLine.Invocation;
using System.Diagnostics.CodeAnalysis;
using PolicyLayer.Gateway.Classify;
using PolicyLayer.Gateway.Demo;
using PolicyLayer.Gateway.Eval;
using PolicyLayer.Gateway.Explain;
using PolicyLayer.Gateway.Recommend;
using PolicyLayer.Gateway.Scan;
using PolicyLayer.Gateway.Validate;

namespace PolicyLayer.Gateway;

/// <summary>The <c>policylayer</c> command line: finds the command to run, and turns every failure into one line.</summary>
internal static class PolicyLayerCommand
{
    internal static async Task<int> RunAsync(string[] args, CommandIO io)
    {
        var root = new RootCommand("Guards the tools of MCP servers by a JSON policy: allow, deny or rate-limit every tool call.")
        {
            ValidateCommand.Create(io),
            EvalCommand.Create(io),
            ExplainCommand.Create(io),
            ClassifyCommand.Create(io),
            RecommendCommand.Create(io),
            ScanCommand.Create(io),
            DemoCommand.Create(io),
            DemoServerCommand.Create(io),
        };

        // An argument such as "@calls.jsonl" is a file's name here, not a file of further arguments.
        var parsed = root.Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (parsed.Action is ParseErrorAction)
            return Fail(io, $"{Describe(parsed)} Run '{HelpOf(parsed.CommandResult.Command)}'.");

        return await InvokeAsync(parsed, io).ConfigureAwait(false);
    }

    [SuppressMessage("Design", "CA1031", Justification = "The last resort: a person gets one line, never a stack trace.")]
    private static async Task<int> InvokeAsync(ParseResult parsed, CommandIO io)
    {
        var configuration = new InvocationConfiguration
        {
            Output = io.Output,
            Error = io.Error,
            EnableDefaultExceptionHandler = false,
        };
        try
        {
            return await parsed.InvokeAsync(configuration).ConfigureAwait(false);
        }
        catch (CommandException failure)
        {
            return Fail(io, failure.Message);
        }
        catch (OperationCanceledException)
        {
            return Fail(io, "Stopped before the end. Run it again to see all of it.");
        }
        catch (IOException failure)
        {
            return Fail(io, $"Reading or writing failed: {failure.Message.TrimEnd('.')}. Check the disk and the pipe, and run it again.");
        }
        catch (Exception failure)
        {
            return Fail(io, $"Unexpected failure: {failure.Message.TrimEnd('.')}. Please report it with the command that you ran.");
        }
    }

    private static int Fail(CommandIO io, string message)
    {
        io.WriteFailure(message);
        return ExitCode.CannotRun;
    }

    // Where the command is a word that nobody knows, the parser also says that there is none: that would only mislead.
    private static string Describe(ParseResult parsed)
    {
        var errors = parsed.CommandResult.Command is RootCommand && parsed.UnmatchedTokens.Count > 0
            ? parsed.Errors.Skip(1)
            : parsed.Errors;
        return string.Join(' ', errors.Select(error => error.Message.TrimEnd('.') + "."));
    }

    private static string HelpOf(Command command) =>
        command is RootCommand ? "policylayer --help" : $"policylayer {command.Name} --help";
}
