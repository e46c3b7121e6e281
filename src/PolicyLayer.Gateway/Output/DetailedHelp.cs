using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace PolicyLayer.Gateway.Output;

/// <summary>The help of one command: what every command prints, then details that would crowd the list of commands.</summary>
internal sealed class DetailedHelp(string details) : SynchronousCommandLineAction
{
    private readonly HelpAction _usage = new();

    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        var result = _usage.Invoke(parseResult);
        parseResult.InvocationConfiguration.Output.WriteLine(details);
        return result;
    }
}
