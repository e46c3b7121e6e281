using System.ComponentModel;
using System.Diagnostics;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;

namespace PolicyLayer.Gateway.Scan;

/// <summary>
/// A server that is a process of its own. It is started here and not by the SDK, whose transport reads lines of any length into
/// memory. When it is disposed of, the server and what that started have ended.
/// </summary>
/// <param name="command">What to start, and with which arguments.</param>
/// <param name="limit">How much the server may send.</param>
/// <param name="said">Takes what the server writes to its standard error.</param>
/// <param name="stop">
/// Once cancelled, the server is killed within the cancellation: who is interrupted may have no time left for anything later.
/// </param>
internal sealed class ServerProcess(IReadOnlyList<string> command, AnswerLimit limit, LastLines said, CancellationToken stop)
    : IClientTransport, IAsyncDisposable
{
    // A server that does not stop when its input ends is killed after this.
    private static readonly TimeSpan ShutdownTimeout = TimeSpan.FromSeconds(2);

    private readonly ProcessMark _mark = new();
    private Process? _process;
    private CancellationTokenRegistration _killing;
    private Task _reading = Task.CompletedTask;

    public string Name => command[0];

    public Task<ITransport> ConnectAsync(CancellationToken cancellationToken = default)
    {
        _process = Process.Start(Describe())!;
        _killing = stop.Register(Kill);
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
            await _killing.DisposeAsync().ConfigureAwait(false);
            _process.StandardInput.BaseStream.Close();
            await WaitForAsync(_process.WaitForExitAsync()).ConfigureAwait(false);

            // A server that has ended may have left others behind.
            Kill();
            await WaitForAsync(_process.WaitForExitAsync()).ConfigureAwait(false);

            // Another process may hold the other end open for longer.
            await WaitForAsync(_reading).ConfigureAwait(false);
        }
    }

    private void Kill()
    {
        try
        {
            _process!.Kill(entireProcessTree: true);
        }
        catch (Exception failure) when (failure is InvalidOperationException or Win32Exception or AggregateException)
        {
            // It has ended meanwhile, or belongs to another user by now.
        }

        _mark.KillAll();
    }

    private static async Task WaitForAsync(Task task) => await Task.WhenAny(
        task, Task.Delay(ShutdownTimeout, TimeProvider.System, CancellationToken.None)).ConfigureAwait(false);

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
        _mark.PutOn(start);
        return start;
    }
}
