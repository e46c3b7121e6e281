using ModelContextProtocol.Client;

namespace PolicyLayer.Gateway.Scan;

/// <summary>The server that is scanned: a command to start, or a URL. Immutable.</summary>
internal sealed record ScanTarget(IReadOnlyList<string> Command, string? Url)
{
    // A server that does not stop when its input ends is killed after this.
    private static readonly TimeSpan ShutdownTimeout = TimeSpan.FromSeconds(2);

    /// <summary>What a person calls the server in a message.</summary>
    internal string Name => Url ?? Command[0];

    /// <exception cref="CommandException">The URL is none.</exception>
    internal IClientTransport CreateTransport(Action<string> standardError)
    {
        if (Url is null)
        {
            return new StdioClientTransport(new StdioClientTransportOptions
            {
                Name = Command[0],
                Command = Command[0],
                Arguments = [.. Command.Skip(1)],
                ShutdownTimeout = ShutdownTimeout,
                StandardErrorLines = standardError,
            });
        }

        return Uri.TryCreate(Url, UriKind.Absolute, out var endpoint) && (endpoint.Scheme is "http" or "https")
            ? new HttpClientTransport(new HttpClientTransportOptions { Endpoint = endpoint })
            : throw new CommandException($"'{Url}' is no URL of a server. Write it like http://localhost:3000/mcp.");
    }
}
