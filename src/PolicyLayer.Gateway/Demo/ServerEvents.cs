using System.Text.Json;
using System.Threading.Channels;

namespace PolicyLayer.Gateway.Demo;

/// <summary>Reads the server's log, line by line, as the server writes it.</summary>
internal sealed class ServerEvents
{
    private readonly Channel<string> _lines = Channel.CreateUnbounded<string>(new() { SingleReader = true });

    /// <summary>Whether nothing has been logged that was not asked for.</summary>
    internal bool IsEmpty => !_lines.Reader.TryPeek(out _);

    internal void Add(string line) => _lines.Writer.TryWrite(line);

    /// <summary>Waits for the next event, which must be of this kind.</summary>
    /// <exception cref="CommandException">The server wrote something else.</exception>
    internal async Task<JsonElement> NextAsync(string kind, CancellationToken cancellationToken)
    {
        var line = await _lines.Reader.ReadAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var json = JsonElement.Parse(line);
            if (json.GetProperty(DemoProtocol.Event).GetString() == kind)
                return json;
        }
        catch (JsonException)
        {
            // Not of the log: what the server's process has to say when it fails.
        }

        throw new CommandException($"The demo's server was to say '{kind}', and said: {line} Please report it.");
    }
}
