using ModelContextProtocol.Protocol;

namespace PolicyLayer.Gateway.Demo.Server;

/// <summary>Moves the server's clock when the demo asks for it.</summary>
internal sealed class ClockSwitch(VirtualClock clock, ServerLog log)
{
    internal ValueTask OnNotificationAsync(JsonRpcNotification notification, CancellationToken cancellationToken)
    {
        if (notification.Params?[DemoProtocol.Member]?.GetValue<long>() is { } milliseconds)
        {
            clock.MoveTo(clock.GetUtcNow().AddMilliseconds(milliseconds));
            log.ClockMoved();
        }

        return ValueTask.CompletedTask;
    }
}
