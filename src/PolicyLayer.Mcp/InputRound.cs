using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;
using PolicyLayer.Core;

namespace PolicyLayer.Mcp;

/// <summary>
/// The call that one message asks for, while that message is handled. Its runs come one after another, but one of them may go on
/// when the message has been answered.
/// </summary>
/// <param name="next">Handles the message.</param>
/// <param name="current">Follows the handling of a message, and nothing else does: a host may give several the same context.</param>
internal sealed class InputRound(McpMessageHandler next, AsyncLocal<InputRound?> current)
{
    private static readonly AskingCall Ended = new(default, default);

    // Null, the run that asked last, or for good Ended. Whoever takes a call out, by an exchange, is alone in completing it: a
    // question that a late run puts against the end of the round is either not kept, or found by the end.
    private AskingCall? _asking;
    private bool _hasBegun;

    /// <summary>Handles the message. What a host hands on twice is two calls, with a round each.</summary>
    public Task HandleAsync(MessageContext message, CancellationToken cancellationToken)
    {
        if (message.JsonRpcMessage is not JsonRpcRequest { Method: RequestMethods.ToolsCall })
            return next(message, cancellationToken);

        var round = Interlocked.Exchange(ref _hasBegun, true) ? new InputRound(next, current) : this;
        return round.FollowAsync(message, cancellationToken);
    }

    /// <summary>
    /// What the call holds, if the run before this one asked for input and was of the same call. Each question gives one run. Has to
    /// be asked before each run.
    /// </summary>
    public async ValueTask<Reservation?> TakeRunOfAsync(AdmittedCall call)
    {
        if (Volatile.Read(ref _asking) is not { } asking
            || asking == Ended
            || Interlocked.CompareExchange(ref _asking, null, asking) != asking)
        {
            return null;
        }

        if (asking.Call.IsSameAs(call))
            return asking.Reservation;

        await SpendAsync(asking).ConfigureAwait(false);
        return null;
    }

    /// <summary>The run asks for input. False if no run can follow, so that nobody else will complete what it holds.</summary>
    public bool Ask(AskingCall asking) => Interlocked.CompareExchange(ref _asking, asking, null) is null;

    private async Task FollowAsync(MessageContext message, CancellationToken cancellationToken)
    {
        current.Value = this;
        try
        {
            await next(message, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            // Whatever runs from now on is another call.
            if (Interlocked.Exchange(ref _asking, Ended) is { } unanswered)
                await SpendAsync(unanswered).ConfigureAwait(false);
        }
    }

    // It has reached its tool, and nothing more comes of it.
    private static ValueTask SpendAsync(AskingCall call) => call.Reservation.CompleteAsync(DispatchResult.Succeeded);
}
