using System.Text.Json;
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

    [Theory]
    [InlineData("400 Bad Request", "text/plain", "it answered with the status 400 (BadRequest)")]
    [InlineData("401 Unauthorized", "text/plain", "it answered with the status 401 (Unauthorized)")]
    [InlineData("200 OK", "application/json", "refused")]
    public async Task What_is_secret_in_a_URL_is_not_printed_when_the_server_repeats_it(string status, string type, string message)
    {
        await using var server = new HttpToolServer([], refuse: (target, request) =>
        {
            if (!request.Contains("tools/list", StringComparison.Ordinal))
                return null;

            // Of the URL, a user, a password and a fragment are not sent; a server may know them all the same.
            var repeated = $"refused {target} {Uri.UnescapeDataString(target)} a b-hush us@er-hush pass/hush frag-hush";
            var body = type == "text/plain" ? repeated : Error(request, repeated);
            return $"HTTP/1.1 {status}\r\nContent-Type: {type}\r\nConnection: close\r\n\r\n{body}";
        });
        var url = server.Url.Replace("//", "//us%40er-hush:pass%2fhush@", StringComparison.Ordinal)
            + "?token=a+b-hush&k=%5b-hush&one-hush#frag-hush";

        var run = await CommandRunner.RunAsync("scan", "--upstream", url);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains($"The server '{server.Url}' cannot be scanned: ", run.Error, StringComparison.Ordinal);
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("hush", run.Error, StringComparison.Ordinal);
    }

    private static string Error(string request, string message) =>
        $$"""{ "jsonrpc": "2.0", "id": {{JsonElement.Parse(request).GetProperty("id")}}, "error": { "code": -32000, "message": "{{message}}" } }""";
}
