using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using PolicyLayer.Gateway.TestServer;

namespace PolicyLayer.Gateway.Tests.Scan;

/// <summary>
/// An MCP server over Streamable HTTP on this machine. It writes the protocol itself, so that it can also send what no server should,
/// and answers each request on a connection of its own.
/// </summary>
internal sealed class HttpToolServer : IAsyncDisposable
{
    private static readonly byte[] Block = Encoding.Latin1.GetBytes(new string(' ', 1 << 20));

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly string[] _pages;
    private readonly string _contentType;
    private readonly bool _isEndless;
    private readonly Func<string, string, string?>? _refuse;
    private readonly Task _running;

    /// <param name="pages">The results of <c>tools/list</c>.</param>
    /// <param name="contentType">Whether it answers with JSON or with an event.</param>
    /// <param name="isEndless">Whether its answers never end.</param>
    /// <param name="refuse">Makes the whole answer of a request's target and its body, where it is not to be answered.</param>
    internal HttpToolServer(
        string[] pages,
        string contentType = "application/json",
        bool isEndless = false,
        Func<string, string, string?>? refuse = null)
    {
        (_pages, _contentType, _isEndless, _refuse) = (pages, contentType, isEndless, refuse);
        _listener.Start();
        Url = $"http://{_listener.LocalEndpoint}/mcp";
        _running = AnswerAllAsync();
    }

    internal string Url { get; }

    internal int Notifications { get; private set; }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _listener.Dispose();
        _stop.Dispose();
    }

    private async Task AnswerAllAsync()
    {
        var stop = _stop.Token;
        while (true)
            _ = AnswerAsync(await _listener.AcceptTcpClientAsync(stop), stop);
    }

    private async Task AnswerAsync(TcpClient client, CancellationToken stop)
    {
        using (client)
        {
            try
            {
                await AnswerAsync(client.GetStream(), stop);
            }
            catch (Exception failure) when (failure is IOException or OperationCanceledException)
            {
                // The client, or the test, had enough.
            }
        }
    }

    private async Task AnswerAsync(NetworkStream stream, CancellationToken stop)
    {
        // One byte is one character here.
        using var reader = new StreamReader(stream, Encoding.Latin1);
        var start = await reader.ReadLineAsync(stop) ?? "";
        var request = await ReadBodyAsync(reader, stop);
        if (_refuse?.Invoke(start.Split(' ')[1], request) is { } refusal)
        {
            await WriteAsync(refusal);
            return;
        }

        if (!start.StartsWith("POST ", StringComparison.Ordinal))
        {
            await WriteAsync("HTTP/1.1 405 Method Not Allowed\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
            return;
        }

        if (ScriptedAnswer.To(request, _pages) is not { } answer)
        {
            Notifications++;
            await WriteAsync("HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
            return;
        }

        var (begin, end) = _contentType == "text/event-stream" ? ("event: message\ndata: ", "\n\n") : ("", "");
        await WriteAsync($"HTTP/1.1 200 OK\r\nContent-Type: {_contentType}\r\nConnection: close\r\n\r\n{begin}");
        while (_isEndless)
            await stream.WriteAsync(Block, stop);
        await WriteAsync(answer + end);

        ValueTask WriteAsync(string text) => stream.WriteAsync(Encoding.Latin1.GetBytes(text), stop);
    }

    private static async Task<string> ReadBodyAsync(StreamReader reader, CancellationToken stop)
    {
        var (length, isChunked) = (0, false);
        while (await reader.ReadLineAsync(stop) is { Length: > 0 } header)
        {
            var (name, value) = (header[..header.IndexOf(':')], header[(header.IndexOf(':') + 1)..].Trim());
            if (name.Equals("Content-Length", StringComparison.OrdinalIgnoreCase))
                length = int.Parse(value, CultureInfo.InvariantCulture);
            isChunked |= name.Equals("Transfer-Encoding", StringComparison.OrdinalIgnoreCase);
        }

        if (!isChunked)
            return await ReadAsync(reader, length, stop);

        var body = new StringBuilder();
        while (int.Parse((await reader.ReadLineAsync(stop))!, NumberStyles.HexNumber, CultureInfo.InvariantCulture) is > 0 and var size)
        {
            body.Append(await ReadAsync(reader, size, stop));
            await reader.ReadLineAsync(stop);
        }

        return body.ToString();
    }

    private static async Task<string> ReadAsync(StreamReader reader, int length, CancellationToken stop)
    {
        var text = new char[length];
        await reader.ReadBlockAsync(text, stop);
        return new(text);
    }
}
