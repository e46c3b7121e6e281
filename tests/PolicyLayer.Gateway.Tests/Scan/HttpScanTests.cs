using PolicyLayer.Core;

namespace PolicyLayer.Gateway.Tests.Scan;

/// <summary>Scans a server over HTTP, by the command that a person types.</summary>
public sealed class HttpScanTests
{
    private static readonly string[] TwoPages =
    [
        """{ "tools": [{ "name": "get_user", "inputSchema": { "type": "object" } }], "nextCursor": "1" }""",
        """{ "tools": [{ "name": "delete_user", "inputSchema": { "type": "object" } }] }""",
    ];

    [Theory]
    [InlineData("application/json")]
    [InlineData("text/event-stream")]
    public async Task All_pages_are_read_and_a_policy_is_written(string contentType)
    {
        using var directory = new TemporaryDirectory();
        var policy = Path.Combine(directory.FullName, "policy.json");
        await using var server = new HttpToolServer(TwoPages, contentType);

        var run = await CommandRunner.RunAsync("scan", "--format", "json", "--output", policy, "--upstream", server.Url);

        Assert.True(run.ExitCode == 0, run.Error);
        var report = Assert.Single(run.Decisions);
        Assert.Equal("scripted", report.GetProperty("server").GetProperty("name").GetString());
        Assert.Equal(
            ["delete_user", "get_user"],
            report.GetProperty("tools").EnumerateArray().Select(tool => tool.GetProperty("name").GetString()));
        Assert.Empty(Policy.LoadFile(policy).Diagnostics);
        Assert.Equal(1, server.Notifications);
    }

    [Fact]
    public async Task A_process_of_its_own_scans_it_as_well()
    {
        await using var server = new HttpToolServer(TwoPages);

        var run = await ChildProcess.RunAsync("scan", "--upstream", server.Url);

        Assert.True(run.ExitCode == 0, run.Error);
        Assert.StartsWith("2 tools of scripted 3.0", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData("text/event-stream")]
    public async Task An_answer_without_an_end_is_given_up(string contentType)
    {
        await using var server = new HttpToolServer(TwoPages, contentType, isEndless: true);

        var run = await CommandRunner.RunAsync("scan", "--upstream", server.Url);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("sent more than 64 MiB in one message", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://user:hush@127.0.0.1:9/mcp?token=hush#hush", "The server 'http://127.0.0.1:9/mcp' cannot be scanned")]
    [InlineData("ftp://user:hush@host/mcp?token=hush", "'ftp://host' is no URL of a server")]
    [InlineData("user:hush@host?token=hush", "is no URL of a server")]
    [InlineData("http//user:hush@host", "is no URL of a server")]
    public async Task What_is_secret_in_a_URL_is_not_printed(string url, string message)
    {
        var run = await CommandRunner.RunAsync("scan", "--upstream", url);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("hush", run.Error, StringComparison.Ordinal);
    }
}
