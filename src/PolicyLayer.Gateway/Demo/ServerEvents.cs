using System.Text.Json;
using System.Threading.Channels;

namespace PolicyLayer.Gateway.Demo;

/// <summary>Reads the server's log, line by line, as the server writes it.</summary>
internal sealed class ServerEvents
{
    private readonly Channel<(string Kind, JsonElement Event)> _events =
        Channel.CreateUnbounded<(string Kind, JsonElement Event)>(new() { SingleReader = true });

    /// <summary>Whether nothing has been logged that was not asked for.</summary>
    internal bool IsEmpty => !_events.Reader.TryPeek(out _);

    /// <summary>Takes a line; what is not of the log is passed over, such as a warning of the system's loader.</summary>
    internal void Add(string line)
    {
        try
        {
            var json = JsonElement.Parse(line);
            if (json.ValueKind == JsonValueKind.Object
                && json.TryGetProperty(DemoProtocol.Event, out var kind)
                && kind.ValueKind == JsonValueKind.String)
            {
                _events.Writer.TryWrite((kind.GetString()!, json));
            }
        }
        catch (JsonException)
        {
            // Not of the log.
        }
    }

    /// <summary>Waits for the next event, which must be of this kind.</summary>
    /// <exception cref="CommandException">The server logged something else.</exception>
    internal async Task<JsonElement> NextAsync(string kind, CancellationToken cancellationToken)
    {
        var (actual, json) = await _events.Reader.ReadAsync(cancellationToken).ConfigureAwait(false);
        return actual == kind
            ? json
            : throw new CommandException(
                $"The demo's server was to say '{kind}', and said: {json.GetRawText()} Please report it.");
    }
}
