using PolicyLayer.Core;

namespace PolicyLayer.Gateway.Tests.Scan;

/// <summary>Scans servers that are processes of their own: the demo's, and programs that are none.</summary>
public sealed class ScanTests : IDisposable
{
    private static readonly string Program = typeof(PolicyLayerCommand).Assembly.Location;

    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task A_live_server_is_reported_and_gets_a_policy()
    {
        var policy = Path.Combine(_directory.FullName, "policy.json");

        var run = await ScanDemoAsync("--output", policy);

        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Contains("12 tools of ableton 1.0.0", run.Lines[0], StringComparison.Ordinal);
        Assert.Contains(run.Lines, line => line.Contains("toggle_session_record", StringComparison.Ordinal)
            && line.Contains("Execute", StringComparison.Ordinal));
        Assert.Equal($"The recommended policy is in {policy}. Look it over before you use it.", run.Lines[^1]);
        Assert.Empty(Policy.LoadFile(policy).Diagnostics);
    }

    [Fact]
    public async Task Json_tells_the_same_in_one_object_with_the_worst_first()
    {
        var run = await ScanDemoAsync("--format", "json");

        var report = Assert.Single(run.Decisions);
        var tools = report.GetProperty("tools").EnumerateArray().Select(tool => tool.GetProperty("severity").GetString()).ToList();
        string[] order = ["critical", "high", "medium", "low"];
        Assert.Equal(tools.OrderBy(severity => Array.IndexOf(order, severity)), tools);
        Assert.Equal(tools.Count, report.GetProperty("counts").EnumerateObject().Sum(count => count.Value.GetInt32()));
        Assert.Equal("ableton", report.GetProperty("server").GetProperty("name").GetString());
    }

    [Fact]
    public async Task Markdown_is_a_page_with_a_row_for_each_tool()
    {
        var run = await ScanDemoAsync("--format", "markdown");

        Assert.Equal(@"# Tools of ableton 1\.0\.0", run.Lines[0]);
        const string Row = @"| toggle\_session\_record | Execute | high | limit 10/min | 0.95 | ";
        Assert.Contains(run.Lines, line => line.StartsWith(Row, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_policy_that_exists_is_not_replaced()
    {
        var policy = _directory.Write("policy.json", "mine");

        var run = await ScanDemoAsync("--output", policy);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("exists already", run.Error, StringComparison.Ordinal);
        Assert.Equal("mine", await File.ReadAllTextAsync(policy));
    }

    public static TheoryData<string[], string> NoServers => new()
    {
        { ["--", "/no/such/server"], "The server '/no/such/server' cannot be scanned" },
        { ["--", "dotnet", "no-such.dll"], "The server 'dotnet' cannot be scanned" },
        { ["--timeout", "1", "--", "sleep", "600"], "The server 'sleep' did not answer within 1 s" },
        { ["--timeout", "1", "--", "yes"], "The server 'yes' did not answer within 1 s" },
        { ["--upstream", "ftp://x"], "'ftp://x' is no URL of a server" },
        { ["--upstream", "http://127.0.0.1:9/mcp"], "The server 'http://127.0.0.1:9/mcp' cannot be scanned" },
        { [], "Name one server" },
        { ["--upstream", "http://127.0.0.1:9/mcp", "--", "dotnet"], "Name one server" },
        { ["--upstrem", "http://127.0.0.1:9/mcp"], "There is no option '--upstrem'" },
        { ["--timeout", "0", "--", "dotnet"], "from 1 to 600" },
    };

    [Theory]
    [MemberData(nameof(NoServers))]
    public async Task What_is_no_server_is_told_in_one_line(string[] args, string message)
    {
        var run = await CommandRunner.RunAsync(["scan", .. args]);

        Assert.Equal(2, run.ExitCode);
        Assert.Empty(run.Output);
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
        Assert.Single(run.Error.TrimEnd().Split('\n'));
    }

    private static Task<CommandResult> ScanDemoAsync(params string[] options) =>
        CommandRunner.RunAsync(["scan", .. options, "--", "dotnet", Program, "demo-server"]);
}
