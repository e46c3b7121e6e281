using System.Globalization;
using System.Text.Json;
using PolicyLayer.Core;

namespace PolicyLayer.Gateway.Demo;

/// <summary>
/// What the demo does, step by step. Each step names the code that the policy should give; what is shown is what happened.
/// </summary>
internal sealed class DemoTour(DemoSession session, CancellationToken cancellationToken)
{
    private readonly List<DemoRow> _rows = [];
    private readonly List<string> _problems = [];
    private readonly Dictionary<string, int> _outcomes = [];

    internal IReadOnlyList<DemoRow> Rows => _rows;

    /// <summary>What did not go as it should.</summary>
    internal IReadOnlyList<string> Problems => _problems;

    /// <summary>How many calls had each outcome.</summary>
    internal IReadOnlyDictionary<string, int> Outcomes => _outcomes;

    internal async Task TakeAsync()
    {
        await ListAsync(hidden: "delete_track").ConfigureAwait(false);
        await CallAsync("get_session_info", "{}", DecisionCodes.Allowed).ConfigureAwait(false);

        await CallAsync("toggle_session_record", "{}", DecisionCodes.Allowed, times: 10).ConfigureAwait(false);
        var wait = await CallAsync("toggle_session_record", "{}", DecisionCodes.RateLimited).ConfigureAwait(false);
        await LetPassAsync(wait.RetryAfterMs ?? 0).ConfigureAwait(false);
        await CallAsync("toggle_session_record", "{}", DecisionCodes.Allowed).ConfigureAwait(false);

        await CallAsync("delete_track", """{"track_index":0}""", DecisionCodes.Hidden).ConfigureAwait(false);
        await CallAsync("export_audio", """{"name":"take.wav"}""", DecisionCodes.DeniedByAction).ConfigureAwait(false);
        await SetVolumeAsync("0.7", DecisionCodes.Allowed).ConfigureAwait(false);
        await SetVolumeAsync("1.5", DecisionCodes.DenyRuleMatched).ConfigureAwait(false);
        await SetVolumeAsync("\"1.5\"", DecisionCodes.DenyRuleMatched).ConfigureAwait(false);
        await CallAsync("format_disk", "{}", DecisionCodes.NotListed).ConfigureAwait(false);
        await CallAsync("get_track_info", """{"track_index":1}""", DecisionCodes.Allowed).ConfigureAwait(false);

        Check(session.IsSettled, "the server decided more calls than were made");
    }

    private async Task ListAsync(string hidden)
    {
        var listed = await session.ListToolsAsync(cancellationToken).ConfigureAwait(false);
        string[] missing = [.. session.ServerTools.Except(listed)];
        _rows.Add(new("tools/list", "", string.Create(
            CultureInfo.InvariantCulture,
            $"{listed.Count} of the server's {session.ServerTools.Count} tools; hidden: {string.Join(", ", missing)}")));
        Check(missing is [var only] && only == hidden, $"tools/list lacks [{string.Join(", ", missing)}], and not just {hidden}");
    }

    private Task<LoggedDecision> SetVolumeAsync(string volume, string code) =>
        CallAsync("set_track_volume", $$"""{"track_index":1,"volume":{{volume}}}""", code);

    private async Task LetPassAsync(long milliseconds)
    {
        await session.AdvanceClockAsync(milliseconds, cancellationToken).ConfigureAwait(false);
        _rows.Add(new("(clock)", "", string.Create(
            CultureInfo.InvariantCulture, $"The server's clock is moved on by {milliseconds:N0} ms; nobody had to wait")));
    }

    private async Task<LoggedDecision> CallAsync(string tool, string arguments, string code, int times = 1)
    {
        var json = JsonElement.Parse(arguments);
        var answer = await CallOnceAsync(tool, json, code).ConfigureAwait(false);
        for (var i = 1; i < times; i++)
            answer = await CallOnceAsync(tool, json, code).ConfigureAwait(false);

        var name = times == 1 ? tool : string.Create(CultureInfo.InvariantCulture, $"{tool} × {times}");
        _rows.Add(new(name, arguments, answer.Text, answer.Decision));
        return answer.Decision;
    }

    private async Task<DemoAnswer> CallOnceAsync(string tool, JsonElement arguments, string code)
    {
        var answer = await session.CallAsync(tool, arguments, cancellationToken).ConfigureAwait(false);
        var decision = answer.Decision;
        _outcomes[decision.Outcome] = _outcomes.GetValueOrDefault(decision.Outcome) + 1;

        var isAllowed = decision.Code == DecisionCodes.Allowed;
        Check(decision.Tool == tool, $"the server decided {decision.Tool} and not {tool}");
        Check(decision.Code == code, $"{tool} was {decision.Code} and not {code}");
        Check(answer.IsError != isAllowed, $"{tool} was {decision.Code}, and the agent reads: {answer.Text}");
        Check(
            isAllowed || answer.Text == "[POLICY DENIED] " + decision.Message,
            $"{tool} was denied with '{decision.Message}', and the agent reads: {answer.Text}");
        return answer;
    }

    private void Check(bool holds, string problem)
    {
        if (!holds)
            _problems.Add(problem);
    }
}
