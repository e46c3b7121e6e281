using System.CommandLine;
using System.CommandLine.Help;
using PolicyLayer.Gateway.Output;

namespace PolicyLayer.Gateway.Eval;

/// <summary><c>policylayer eval</c>.</summary>
internal static class EvalCommand
{
    private const string Details =
        $$"""
        Each line of the calls is one JSON object:
          tool        the tool's name (required)
          arguments   the call's arguments, an object
          server      the MCP server; "{{RecordedCallParser.DefaultServer}}" if left out
          grant       who calls; "{{RecordedCallParser.DefaultGrant}}" if left out
          session     the session within the grant; none if left out
          context     facts that the host vouches for, an object
          at          when it happened: RFC 3339, or seconds since the Unix epoch
          result      ok (default), error, not_dispatched or abandoned
        A line that is anything else is denied as a malformed call, and the replay goes on.

        If any call has a time, time is virtual: it starts at the first one given and moves only
        by the calls. Decisions are then printed from that call on, so a program that waits for
        each answer gives its first call a time. Without any, time is the computer's, and
        decisions are printed when the calls have ended.

        Exit codes: 0 all calls were decided, 1 the policy has errors, 2 wrong usage or an
        unreadable file.

        Examples:
          policylayer eval --policy policy.json --calls calls.jsonl
          echo '{"tool":"get_session_info"}' | policylayer eval --policy policy.json --calls - --format table
        """;

    internal static Command Create(CommandIO io)
    {
        var policy = new Option<string>("--policy", "-p")
        {
            Description = "The policy document.",
            HelpName = "FILE",
            Required = true,
        };
        var calls = new Option<string>("--calls", "-c")
        {
            Description = "The calls, one JSON object per line; - reads them from standard input.",
            HelpName = "FILE|-",
            Required = true,
        };
        var format = new Option<string>("--format", "-f")
        {
            Description = "jsonl prints one JSON object per decision, table a table for people.",
            DefaultValueFactory = _ => EvalRun.JsonLines,
        };
        format.AcceptOnlyFromAmong(EvalRun.JsonLines, EvalRun.Table);

        var command = new Command("eval", "Replays tool calls against a policy, and prints one decision per call.")
        {
            policy,
            calls,
            format,
            new HelpOption { Action = new DetailedHelp(Details) },
        };
        command.SetAction(parsed => EvalRun.Execute(
            parsed.GetRequiredValue(policy), parsed.GetRequiredValue(calls), parsed.GetRequiredValue(format), io));
        return command;
    }
}
