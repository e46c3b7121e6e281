using System.Diagnostics;
using System.Globalization;

namespace PolicyLayer.Gateway.Tests.Scan;

/// <summary>Of a server that was started, nothing is left, however the scan ends.</summary>
public sealed class StoppedServerTests : IDisposable
{
    // It ignores signals and the end of its input, and would live for longer than a test waits.
    private const string Stubborn = "trap '' INT TERM HUP; exec sleep 100";

    private readonly ServerLife _life = new();
    private readonly TemporaryDirectory _directory = new();

    public void Dispose()
    {
        _life.Dispose();
        _directory.Dispose();
    }

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public async Task Interrupting_a_scan_ends_a_server_that_ignores_it(string signal)
    {
        var script = $"exec 9>\"$0\"; read request; echo started >&9; {Stubborn}";
        using var scan = Process.Start(ChildProcess.Describe("scan", "--", "sh", "-c", script, _life.Pipe))!;
        var error = scan.StandardError.ReadToEndAsync();
        Assert.Equal("started", await _life.ReadAsync());

        await SendAsync(signal, scan.Id);

        await _life.EndAsync();
        Assert.Equal("policylayer: Stopped before the end. Run it again to see all of it.\n", await error);
    }

    [LinuxTheory]
    [InlineData("cat >/dev/null")]
    [InlineData("exit 1")]
    [InlineData("exec sleep 100")]
    public async Task What_a_failed_server_started_is_ended(string server)
    {
        var script = $"exec 9>\"$0\"; ({Stubborn}) & {server}";

        var run = await CommandRunner.RunAsync("scan", "--timeout", "2", "--", "sh", "-c", script, _life.Pipe);

        Assert.Equal(2, run.ExitCode);
        await _life.EndAsync();
    }

    [LinuxTheory]
    [InlineData("exec")]
    [InlineData("")]
    public async Task What_a_scanned_server_started_is_ended(string start)
    {
        var page = _directory.Write("page.json", """{ "tools": [{ "name": "get_user" }] }""");
        var server = Path.Combine(AppContext.BaseDirectory, "PolicyLayer.Gateway.TestServer.dll");
        var script = $"exec 9>\"$0\"; ({Stubborn}) & {start} dotnet \"$1\" \"$2\"";

        var run = await CommandRunner.RunAsync("scan", "--", "sh", "-c", script, _life.Pipe, server, page);

        Assert.True(run.ExitCode == 0, run.Error);
        await _life.EndAsync();
    }

    private static async Task SendAsync(string signal, int id)
    {
        using var kill = Process.Start("sh", ["-c", string.Create(CultureInfo.InvariantCulture, $"kill -{signal} {id}")]);
        await kill.WaitForExitAsync();
        Assert.Equal(0, kill.ExitCode);
    }
}
