using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Parsing;
using PolicyLayer.Gateway.Output;

namespace PolicyLayer.Gateway.Explain;

/// <summary><c>policylayer explain</c>.</summary>
internal static class ExplainCommand
{
    private const string Details =
        """
        The call is one JSON object with the members of a line of 'policylayer eval', which its help
        lists. Nothing else may stand in the file: what is not such an object is explained as the
        malformed call that it is. Counters are empty, and 'result' says nothing here.

        The trace names paths, types and results, but no value of an argument or of the context, so
        that it can be passed on. With --values it shows them, and costs that arguments say.

        json prints one object:
          tool      the tool's name
          decision  the decision, with the members that 'policylayer eval' prints
          step      which step of the order decided: 1 policy, 2 well-formed call, 3 hidden, 4 listed,
                    5 action, 6 rules, 7 approval, 8 limits, 9 allowed; null if the engine failed
          rules     those that can deny, in the order in which they are asked, each with rule (its
                    pointer), result (holds, fails, mismatch or not_reached), stops (whether it stops
                    the call) and conditions, each with path, op, result, why (of a mismatch), type
                    (of the value, or absent), elements and deciding_element (for paths with [*]: how
                    many were looked at, and the index that decided), and, with --values, value (its
                    JSON text)
          approvals those that can ask a person, with the same members
          limits    each with rule, counter, result (whether the call can be charged, as above), why,
                    cost, cost_from and cost_type (the path and type of the argument that says it),
                    capacity, remaining and reset_ms
        What does not apply or is not known is null.

        With --event, what was decided earlier is explained: each line of a file of events, as
        'Events:File' of AddPolicyLayer writes it. No policy is needed, and there are no values; only
        what was looked at is recorded. json prints each event as it was recorded, and its step.

        Exit codes: 0 the call was decided, 1 the policy has errors or a line is no event, 2 wrong
        usage or an unreadable file.

        Examples:
          policylayer explain --policy policy.json --call call.json
          echo '{"tool":"get_session_info"}' | policylayer explain --policy policy.json --call - --format json
          grep deny_rule_matched events.jsonl | policylayer explain --event -
        """;

    internal static Command Create(CommandIO io)
    {
        var policy = new Option<string>("--policy", "-p")
        {
            Description = "The policy document.",
            HelpName = "FILE",
        };
        var call = new Option<string>("--call", "-c")
        {
            Description = "The call, one JSON object; - reads it from standard input.",
            HelpName = "FILE|-",
        };
        var events = new Option<string>("--event", "-e")
        {
            Description = "Recorded events to explain instead, one per line; - reads them from standard input.",
            HelpName = "FILE|-",
        };
        var format = new Option<string>("--format", "-f")
        {
            Description = "text is for people, json prints one JSON object.",
            DefaultValueFactory = _ => ExplainRun.Text,
        };
        format.AcceptOnlyFromAmong(ExplainRun.Text, ExplainRun.Json);
        var values = new Option<bool>("--values")
        {
            Description = "Show what arguments and context hold. They may be secret.",
        };

        var command = new Command("explain", "Shows why a tool call is decided as it is, rule by rule.")
        {
            policy,
            call,
            events,
            format,
            values,
            new HelpOption { Action = new DetailedHelp(Details) },
        };
        command.Validators.Add(parsed =>
        {
            if (parsed.GetResult(events) is null)
                Require(parsed, policy, call);
            else
                Refuse(parsed, policy, call, values);
        });
        command.SetAction(parsed => parsed.GetValue(events) is { } recorded
            ? ExplainRun.ExecuteEvents(recorded, parsed.GetRequiredValue(format), io)
            : ExplainRun.Execute(
                parsed.GetRequiredValue(policy),
                parsed.GetRequiredValue(call),
                parsed.GetRequiredValue(format),
                parsed.GetValue(values),
                io));
        return command;
    }

    private static void Require(CommandResult parsed, params IEnumerable<Option> options)
    {
        foreach (var option in options.Where(option => parsed.GetResult(option) is null))
            parsed.AddError($"Option '{option.Name}' is required.");
    }

    private static void Refuse(CommandResult parsed, params IEnumerable<Option> options)
    {
        foreach (var option in options.Where(option => parsed.GetResult(option) is not null))
            parsed.AddError($"Option '{option.Name}' says nothing about events; leave it or '--event' out.");
    }
}
