using ModelContextProtocol.Client;

namespace PolicyLayer.Gateway.Scan;

/// <summary>The server that is scanned: a command to start, or a URL. Immutable.</summary>
internal sealed record ScanTarget(IReadOnlyList<string> Command, string? Url)
{
    /// <summary>What a person calls the server in a message; of a URL, nothing that may be secret.</summary>
    internal string Name => Url is null ? Command[0] : WithoutSecrets(Url);

    /// <summary>What connects to the server; it is disposed of after the client.</summary>
    /// <exception cref="CommandException">The URL is none.</exception>
    internal IClientTransport CreateTransport(AnswerLimit limit, LastLines said, CancellationToken stop)
    {
        if (Url is null)
            return new ServerProcess(Command, limit, said, stop);

        if (!Uri.TryCreate(Url, UriKind.Absolute, out var endpoint) || !IsHttp(endpoint))
            throw new CommandException($"'{Name}' is no URL of a server. Write it like http://localhost:3000/mcp.");

        // The scan has a clock of its own, and nothing to hear besides the answers.
        var options = new HttpClientTransportOptions { Endpoint = endpoint, EnableStandaloneGetStream = false };
        var client = new HttpClient(new BoundedAnswers(limit)) { Timeout = Timeout.InfiniteTimeSpan };
        return new HttpClientTransport(options, client, loggerFactory: null, ownsHttpClient: true);
    }

    private static bool IsHttp(Uri url) => url.Scheme is "http" or "https";

    // Of another scheme it is not known where the path ends.
    private static string WithoutSecrets(string url)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var known) || known.Host.Length == 0)
            return "…";

        var parts = IsHttp(known) ? UriComponents.SchemeAndServer | UriComponents.Path : UriComponents.SchemeAndServer;
        return known.GetComponents(parts, UriFormat.UriEscaped).TrimEnd('/');
    }
}
