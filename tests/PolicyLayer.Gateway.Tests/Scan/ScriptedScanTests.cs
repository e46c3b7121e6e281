using PolicyLayer.Core;

namespace PolicyLayer.Gateway.Tests.Scan;

/// <summary>Scans a process that lists whatever a test tells it to.</summary>
public sealed class ScriptedScanTests : IDisposable
{
    private const string Schema = """ "inputSchema": { "type": "object" } """;

    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task All_pages_of_a_process_are_read()
    {
        var run = await ScanAsync(
            ["--format", "json"],
            $$"""{ "tools": [{ "name": "get_user", {{Schema}} }], "nextCursor": "1" }""",
            $$"""{ "tools": [{ "name": "delete_user", {{Schema}} }] }""");

        Assert.Equal(["delete_user", "get_user"], NamesOf(run));
    }

    [Theory]
    [InlineData("""{ "name": "odd_user" }""")]
    [InlineData("""{ "name": "odd_user", "inputSchema": "x" }""")]
    [InlineData("""{ "name": "odd_user", "description": 7, "inputSchema": {}, "annotations": { "destructiveHint": "yes" } }""")]
    public async Task An_odd_tool_does_not_keep_the_others_from_being_seen(string odd)
    {
        var run = await ScanAsync(["--format", "json"], $$"""{ "tools": [{ "name": "delete_user", {{Schema}} }, {{odd}}] }""");

        Assert.Equal(["delete_user", "odd_user"], NamesOf(run));
    }

    [Theory]
    [InlineData("""{ "tools": [{ "name": "get_user" }, null] }""", "tool 2 of its list is none: a tool is an object with")]
    [InlineData("""{ "tools": [{ "name": 7 }] }""", "tool 1 of its list is none")]
    [InlineData("""{ "tools": { } }""", "its answer holds no list of tools")]
    [InlineData("{ }", "its answer holds no list of tools")]
    [InlineData("7", "its answer holds no list of tools")]
    [InlineData("""{ "tools": [], "nextCursor": "0" }""", "its list of tools does not end")]
    public async Task A_list_that_is_none_is_told_in_one_line(string list, string message)
    {
        var run = await ScanAsync([], list);

        Assert.Equal(2, run.ExitCode);
        Assert.Empty(run.Output);
        Assert.StartsWith($"policylayer: The server 'dotnet' cannot be scanned: {message}", run.Error, StringComparison.Ordinal);
        Assert.Single(run.Error.TrimEnd().Split('\n'));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task More_tools_than_a_scan_takes_are_refused_before_any_of_them_is_read(int before)
    {
        var first = $$"""{ "tools": [{{string.Join(',', Enumerable.Repeat("""{ "name": "get_user" }""", before))}}], "nextCursor": "1" }""";
        var tools = Enumerable.Repeat("null", 100_001 - before);

        var run = await ScanAsync([], first, $$"""{ "tools": [{{string.Join(',', tools)}}] }""");

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("cannot be scanned: it lists more than 100,000 tools", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task More_tools_than_a_policy_can_hold_are_reported_all_the_same(bool withPolicy)
    {
        var policy = Path.Combine(_directory.FullName, "policy.json");
        var tools = Enumerable.Range(0, 15_000).Select(i => $$"""{ "name": "get_thing_number_{{i}}", {{Schema}} }""");

        var run = await ScanAsync(
            withPolicy ? ["--format", "json", "--output", policy] : ["--format", "json"],
            $$"""{ "tools": [{{string.Join(',', tools)}}] }""");

        Assert.Equal(withPolicy ? 2 : 0, run.ExitCode);
        Assert.Equal(15_000, NamesOf(run).Count);
        Assert.Equal(withPolicy, run.Error.Contains("No policy can hold all of that", StringComparison.Ordinal));
        Assert.False(File.Exists(policy));
    }

    [Theory]
    [InlineData("text")]
    [InlineData("json")]
    [InlineData("markdown")]
    public async Task Every_format_tells_the_rule_and_the_severity_of_each_tool(string format)
    {
        string[][] expected =
        [
            ["pay_invoice", "Financial", "critical", "approve"], ["*", "Destructive", "critical", "deny"],
            ["delete_user", "Destructive", "critical", "hide"], ["run_job", "Execute", "high", "limit 10/min"],
            ["set_user", "Write", "medium", "limit 30/min"], ["get_user", "Read", "low", "allow"],
            [@"get\u200buser", "Read", "low", "none"],
        ];
        string[] names = ["get_user", "set_user", "run_job", "delete_user", "pay_invoice", @"get\u200buser"];
        var tools = names.Select(name => $$"""{ "name": "{{name}}", {{Schema}} }""")
            .Append($$"""{ "name": "*", "description": "Delete it", {{Schema}} }""");

        var run = await ScanAsync(["--format", format], $$"""{ "tools": [{{string.Join(',', tools)}}] }""");

        // In a table of text, the second line of a cell stands on the next line.
        var rows = format == "json"
            ? [.. Assert.Single(run.Decisions).GetProperty("tools").EnumerateArray().Select(tool => tool.GetRawText())]
            : run.Lines.Zip(run.Lines.Skip(1), (first, second) => (first + second).Replace("\\", "", StringComparison.Ordinal)).ToList();
        foreach (var words in expected)
        {
            Assert.Contains(rows, row => words.All(word =>
                row.Contains(word.Replace("\\", format == "json" ? "\\" : "", StringComparison.Ordinal), StringComparison.Ordinal)));
        }
    }

    [Fact]
    public async Task What_the_report_says_is_what_the_policy_does()
    {
        var path = Path.Combine(_directory.FullName, "policy.json");
        string[] names = ["get_user", "set_user", "run_job", "delete_user", "pay_invoice"];

        var run = await ScanAsync(
            ["--format", "json", "--output", path],
            $$"""{ "tools": [{{string.Join(',', names.Select(name => $$"""{ "name": "{{name}}" }"""))}}] }""");

        var policy = Policy.LoadFile(path).GetPolicyOrThrow();
        foreach (var tool in Assert.Single(run.Decisions).GetProperty("tools").EnumerateArray())
        {
            var engine = new PolicyEvaluator(new PolicySet(policy));
            var call = new ToolCall(tool.GetProperty("name").GetString()!, arguments: null, new CallerContext("server", "grant"));
            var allowed = Enumerable.Range(0, 100).Count(_ => engine.Evaluate(call).IsAllowed);
            var expected = tool.GetProperty("recommended").GetString() switch
            {
                "allow" => 100,
                "limit 30/min" => 30,
                "limit 10/min" => 10,
                "hide" or "approve" => 0,
                var other => throw new InvalidOperationException(other),
            };
            Assert.Equal(expected, allowed);
        }
    }

    [Fact]
    public async Task A_name_without_an_end_is_cut_where_people_read_it()
    {
        var policy = Path.Combine(_directory.FullName, "policy.json");
        var list = $$"""{ "tools": [{ "name": "get_{{new string('x', 100_000)}}" }] }""";

        foreach (var format in new[] { "text", "markdown" })
            Assert.InRange((await ScanAsync(["--format", format], list)).Output.Length, 1, 3_000);
        Assert.InRange((await ScanAsync(["--output", policy], list)).Error.Length, 1, 300);
    }

    [Theory]
    [InlineData("cat /dev/zero", "sent more than 64 MiB in one message")]
    [InlineData("echo broken >&2; exit 3", "It said: broken")]
    [InlineData("echo first >&2; cat /dev/zero | tr '\\000' x >&2", "It said: first / xxx")]
    public async Task A_process_that_is_no_server_is_told_in_bounded_memory(string script, string message)
    {
        var run = await CommandRunner.RunAsync("scan", "--timeout", "5", "--", "sh", "-c", script);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
        Assert.InRange(run.Error.Length, 1, 2_000);
    }

    private async Task<CommandResult> ScanAsync(string[] options, params string[] pages)
    {
        var files = pages.Select((page, number) => _directory.Write($"page-{number}.json", page));
        var server = Path.Combine(AppContext.BaseDirectory, "PolicyLayer.Gateway.TestServer.dll");
        return await CommandRunner.RunAsync(["scan", .. options, "--", "dotnet", server, .. files]);
    }

    private static IReadOnlyList<string> NamesOf(CommandResult run) =>
    [
        .. Assert.Single(run.Decisions).GetProperty("tools").EnumerateArray().Select(tool => tool.GetProperty("name").GetString()!),
    ];
}
