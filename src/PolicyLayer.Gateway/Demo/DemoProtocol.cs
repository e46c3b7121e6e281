namespace PolicyLayer.Gateway.Demo;

/// <summary>What the two processes of the demo agree on beside MCP.</summary>
internal static class DemoProtocol
{
    /// <summary>
    /// The demo's switch: a notification that moves the server's clock on by the milliseconds in its <see cref="Member"/>. It
    /// is no tool, so that no policy speaks of it, and only this server knows it.
    /// </summary>
    internal const string AdvanceClock = "notifications/demo/advance_clock";

    internal const string Member = "milliseconds";

    /// <summary>The member that says what a line of the server's log is about.</summary>
    internal const string Event = "event";

    /// <summary>The server has started; <c>tools</c> names all its tools, hidden ones too.</summary>
    internal const string Ready = "ready";

    /// <summary>The server's policy has decided a call.</summary>
    internal const string Decision = "decision";

    /// <summary>The server's clock has been moved.</summary>
    internal const string ClockMoved = "clock_moved";
}
