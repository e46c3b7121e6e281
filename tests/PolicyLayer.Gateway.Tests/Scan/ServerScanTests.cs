using System.Text.RegularExpressions;
using PolicyLayer.Core.Risk;
using PolicyLayer.Gateway.Scan;

namespace PolicyLayer.Gateway.Tests.Scan;

public sealed class ServerScanTests
{
    [Fact]
    public async Task All_pages_are_read_with_what_they_say_of_each_tool()
    {
        await using var server = new PagedServer(["get_user", "delete_user", "run_job"]);

        var found = await ServerScan.RunAsync(server.Transport, CancellationToken.None);

        Assert.Equal(("paged", "2.0"), (found.Name, found.Version));
        Assert.Equal(["delete_user", "run_job", "get_user"], found.Tools.Select(tool => tool.Tool));
        Assert.Equal(RiskCategory.Write, found.Tools[^1].Category);
        Assert.All(found.Tools, tool => Assert.Equal([RiskSignal.Credentials], tool.Signals));
    }

    [Fact]
    public async Task A_list_without_an_end_is_refused()
    {
        await using var server = new PagedServer(["get_user", "set_user"], isEndless: true);

        var failure = await Assert.ThrowsAsync<InvalidDataException>(() => ServerScan.RunAsync(server.Transport, CancellationToken.None));

        Assert.StartsWith("its list of tools does not end", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("markdown", @"get \[x\]\(http:\/\/evil\) \| \<img\>")]
    [InlineData("text", @"get [x](http://evil) | <img>")]
    [InlineData("markdown", @"www\.evil\.com", "www.evil.com")]
    public void A_name_stays_a_name_in_every_format(string format, string shown, string name = "get [x](http://evil) | <img>")
    {
        var tool = ToolRiskClassifier.Classify(new ToolDescription(name));
        using var output = new StringWriter();
        var io = new CommandIO(Stream.Null, output, TextWriter.Null, IsTerminal: false);

        ScanRun.CreateWriter(format, io).Write(new ScannedServer("a\nb", "\u001b[31m", [tool]), policyPath: null);

        Assert.Contains(shown, output.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', output.ToString());
    }

    [Fact]
    public void One_tool_is_one_tool()
    {
        using var output = new StringWriter();
        var io = new CommandIO(Stream.Null, output, TextWriter.Null, IsTerminal: false);
        var tool = ToolRiskClassifier.Classify(new ToolDescription("get_user"));

        ScanRun.CreateWriter("text", io).Write(new ScannedServer("s", "1", [tool]), policyPath: null);

        Assert.StartsWith("1 tool of s 1\n", output.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1_000, 1_000, "")]
    [InlineData(1_001, 1_000, "1 more tool is not shown. With --format json or markdown, it is.")]
    [InlineData(1_500, 1_000, "500 more tools are not shown. With --format json or markdown, they are.")]
    public void Of_many_tools_text_shows_the_worst_and_says_so(int count, int shown, string rest)
    {
        var tools = Enumerable.Range(0, count).Select(i => ToolRiskClassifier.Classify(new ToolDescription($"get_thing_{i}")));
        var server = new ScannedServer("s", "1", [.. tools]);

        var text = Write("text");

        Assert.StartsWith($"{count} tools of s 1\n", text, StringComparison.Ordinal);
        Assert.Equal(shown, Regex.Count(text, @"get_thing_\d+ "));
        Assert.Equal(rest.Length > 0, text.Contains("not shown", StringComparison.Ordinal));
        Assert.Contains(rest, text, StringComparison.Ordinal);
        Assert.Equal(count, Regex.Count(Write("markdown"), @"get\\_thing\\_\d+ "));
        Assert.Equal(count, Regex.Count(Write("json"), @"""get_thing_\d+"""));

        string Write(string format)
        {
            using var output = new StringWriter();
            var io = new CommandIO(Stream.Null, output, TextWriter.Null, IsTerminal: false);
            ScanRun.CreateWriter(format, io).Write(server, policyPath: null);
            return output.ToString();
        }
    }
}
