namespace PolicyLayer.Gateway.Tests.Demo;

public class DemoTests
{
    private const string VolumeRule = "/tools/set_track_volume/deny_if/args.volume-gt";

    /// <summary>What each row of the table must hold, in the order of the tour.</summary>
    private static readonly string[][] Rows =
    [
        ["tools/list", "12 of the server's 13 tools; hidden: delete_track"],
        ["get_session_info", "allow", "3 tracks, 120 BPM, stopped"],
        ["toggle_session_record × 10", "allow", "Recording is off"],
        [
            "toggle_session_record", "rate_limited", "/tools/toggle_session_record/limits/toggle_session_record_rate",
            "[POLICY DENIED] The rate limit of \"toggle_session_record\" is reached. Try again in 60 s.", "60,000 ms",
        ],
        ["(clock)", "moved on by 60,000 ms"],
        ["toggle_session_record", "allow", "Recording is on"],
        ["delete_track", "deny", "(hidden)", "[POLICY DENIED] The tool \"delete_track\" is not available."],
        ["export_audio", "deny", "/tools/export_audio/action", "[POLICY DENIED] Exports are made by a person"],
        ["set_track_volume", "0.7", "allow", "Bass: volume 0.70, monitoring auto"],
        ["set_track_volume", ":1.5}", "deny", VolumeRule, "[POLICY DENIED] A volume above 1 distorts."],
        ["set_track_volume", ":\"1.5\"}", "deny", VolumeRule, "[POLICY DENIED] A volume above 1 distorts."],
        ["format_disk", "deny", "(default deny)", "[POLICY DENIED] The tool \"format_disk\" is not available."],
        ["get_track_info", "allow", "Bass: volume 0.70, monitoring auto"],
    ];

    [Fact]
    public async Task The_demo_shows_a_real_server_that_its_policy_guards()
    {
        var run = await ChildProcess.RunAsync("demo");

        Assert.True(run.ExitCode == 0, run.Output + run.Error);
        Assert.Empty(run.Error);
        Assert.DoesNotContain('\u001b', run.Output);

        var rows = ReadRows(run.Lines);
        Assert.Equal(Rows.Length, rows.Count);
        foreach (var (texts, row) in Rows.Zip(rows))
            Assert.All(texts, text => Assert.Contains(text, row, StringComparison.Ordinal));
        Assert.Equal("20 calls: 14 allow, 1 rate_limited, 5 deny; everything went as the policy says.", run.Lines[^1]);
    }

    /// <summary>The rows of the table below its head, each with the lines of its cells joined.</summary>
    private static List<string> ReadRows(IEnumerable<string> lines)
    {
        List<string[]> rows = [];
        foreach (var line in lines)
        {
            if (line.StartsWith('├'))
                rows.Add(["", "", ""]);
            else if (line.StartsWith('│') && rows.Count > 0)
                rows[^1] = [.. rows[^1].Zip(line.Trim('│').Split('│'), (cell, text) => $"{cell} {text.Trim()}")];
        }

        return [.. rows.Select(cells => string.Join(" | ", cells))];
    }
}
