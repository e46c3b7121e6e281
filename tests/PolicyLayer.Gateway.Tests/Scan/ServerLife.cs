using System.Diagnostics;

namespace PolicyLayer.Gateway.Tests.Scan;

/// <summary>
/// Tells how long a server, and all that it starts, live: they hold a pipe open, whose end is read here. What they hold is
/// <c>exec 9&gt;&quot;$0&quot;</c>, with the pipe's name behind the script.
/// </summary>
internal sealed class ServerLife : IDisposable
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(40);

    private readonly TemporaryDirectory _directory = new();
    private readonly Task<StreamReader> _reader;

    internal ServerLife()
    {
        Pipe = Path.Combine(_directory.FullName, "life");
        using var create = Process.Start("mkfifo", [Pipe]);
        create.WaitForExit();

        // Opening it waits for the other end.
        _reader = Task.Run(() => new StreamReader(new FileStream(Pipe, FileMode.Open, FileAccess.Read, FileShare.ReadWrite)));
    }

    internal string Pipe { get; }

    public void Dispose() => _directory.Dispose();

    /// <summary>The next word that a server writes into the pipe.</summary>
    internal async Task<string?> ReadAsync()
    {
        var reader = await _reader.WaitAsync(Longest);
        return await Task.Run(reader.ReadLine).WaitAsync(Longest);
    }

    /// <summary>Waits until nobody holds the pipe, which is well before the servers would end by themselves.</summary>
    internal async Task EndAsync()
    {
        using var reader = await _reader.WaitAsync(Longest);
        await Task.Run(reader.ReadToEnd).WaitAsync(Longest);
    }
}
