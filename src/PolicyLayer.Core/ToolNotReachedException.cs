namespace PolicyLayer.Core;

/// <summary>
/// The call provably never reached its tool. Thrown by the host's dispatching code inside
/// <see cref="ToolCallGuard.InvokeAsync"/>, it gives the limits of the call back.
/// </summary>
/// <remarks>
/// Throw it only where nothing can have been sent: no connection, an unknown tool, a full queue. A call that timed out or
/// broke off may have run. A tool that calls other tools must not let theirs escape as its own.
/// </remarks>
public sealed class ToolNotReachedException : Exception
{
    /// <summary>Makes the exception.</summary>
    /// <param name="message">Why the tool was not reached.</param>
    /// <param name="innerException">What went wrong, if an exception says so.</param>
    public ToolNotReachedException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
