using ModelContextProtocol.Server;

namespace PolicyLayer.Mcp;

/// <summary>
/// Knows the calls whose tool asked for input. For a client of an older protocol the SDK gets the input itself and then runs
/// the same request once more, while it handles the same message: that run alone has been admitted already.
/// </summary>
internal sealed class InputRounds
{
    private readonly AsyncLocal<InputRound?> _ofMessage = new();

    /// <summary>The round of the message that is being handled.</summary>
    public InputRound? OfMessage => _ofMessage.Value;

    /// <summary>Follows each message that asks for a call.</summary>
    public McpMessageHandler Around(McpMessageHandler next) => new InputRound(next, _ofMessage).HandleAsync;
}
