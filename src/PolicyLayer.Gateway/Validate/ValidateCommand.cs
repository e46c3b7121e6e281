using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Parsing;
using PolicyLayer.Gateway.Output;

namespace PolicyLayer.Gateway.Validate;

/// <summary><c>policylayer validate</c>.</summary>
internal static class ValidateCommand
{
    private const string Details =
        """
        Every problem is printed with its line and its place in it, what was expected and found there,
        and often what to do about it. docs/diagnostics.md explains each code.

        json prints one object per file that could be opened:
          file         the file as it was named
          valid        whether the policy can be used; warnings are allowed
          diagnostics  its problems in the order of the document, each with code, severity (error or
                       warning), pointer, line, column, message and hint (null if there is none)

        Exit codes: 0 all files are valid, 1 a file has errors, 2 wrong usage or a file that cannot be
        opened. All files are checked in any case, and the highest code wins: 2 says that the answer
        is not complete.

        Examples:
          policylayer validate policy.json
          policylayer validate policies/*.json --format json
        """;

    internal static Command Create(CommandIO io)
    {
        var files = new Argument<string[]>("FILE")
        {
            Description = "The policy documents.",
            Arity = ArgumentArity.OneOrMore,
        };
        files.Validators.Add(RefuseMisspeltOptions);
        var format = new Option<string>("--format", "-f")
        {
            Description = "text is for people, json prints one JSON object per file and line.",
            DefaultValueFactory = _ => ValidateRun.Text,
        };
        format.AcceptOnlyFromAmong(ValidateRun.Text, ValidateRun.Json);

        var command = new Command("validate", "Checks policy documents, and shows every problem in them.")
        {
            files,
            format,
            new HelpOption { Action = new DetailedHelp(Details) },
        };
        command.SetAction(parsed => ValidateRun.Execute(parsed.GetRequiredValue(files), parsed.GetRequiredValue(format), io));
        return command;
    }

    // The parser takes an option that it does not know for one file more.
    private static void RefuseMisspeltOptions(ArgumentResult result)
    {
        foreach (var token in result.Tokens.Where(token => token.Value.StartsWith('-')))
            result.AddError($"There is no option '{token.Value}'. A file of that name is written './{token.Value}'.");
    }
}
