using System.Diagnostics;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;

namespace PolicyLayer.Gateway.Scan;

/// <summary>
/// A server that is a process of its own. It is started here and not by the SDK, whose transport reads lines of any length into
/// memory.
/// </summary>
internal sealed class ServerProcess(IReadOnlyList<string> command, AnswerLimit limit, LastLines said)
    : IClientTransport, IAsyncDisposable
{
    // A server that does not stop when its input ends is killed after this.
    private static readonly TimeSpan ShutdownTimeout = TimeSpan.FromSeconds(2);

    private Process? _process;
    private Task _reading = Task.CompletedTask;

    public string Name => command[0];

    public Task<ITransport> ConnectAsync(CancellationToken cancellationToken = default)
    {
        _process = Process.Start(Describe())!;
        _reading = said.ReadAsync(_process.StandardError);
        var output = new BoundedAnswer(_process.StandardOutput.BaseStream, limit, isLineByLine: true);
        return new StreamClientTransport(_process.StandardInput.BaseStream, output).ConnectAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is null)
            return;

        using (_process)
        {
            _process.StandardInput.BaseStream.Close();
            if (!await EndsAsync(_process.WaitForExitAsync()).ConfigureAwait(false))
            {
                _process.Kill(entireProcessTree: true);
                await EndsAsync(_process.WaitForExitAsync()).ConfigureAwait(false);
            }

            // Another process may hold the other end open for longer.
            await EndsAsync(_reading).ConfigureAwait(false);
        }
    }

    private static async Task<bool> EndsAsync(Task task) => await Task.WhenAny(
        task, Task.Delay(ShutdownTimeout, TimeProvider.System, CancellationToken.None)).ConfigureAwait(false) == task;

    private ProcessStartInfo Describe()
    {
        var start = new ProcessStartInfo
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            CreateNoWindow = true,
        };

        // There, what people start servers with (npx, uvx) is mostly a script, which only the shell finds.
        string[] shell = OperatingSystem.IsWindows() ? ["cmd.exe", "/c"] : [];
        var line = shell.Concat(command);
        start.FileName = line.First();
        foreach (var argument in line.Skip(1))
            start.ArgumentList.Add(argument);
        return start;
    }
}
