namespace PolicyLayer.Core;

/// <summary>What became of an allowed call. The default value is <see cref="Succeeded"/>: the budget stays spent.</summary>
public enum DispatchResult
{
    /// <summary>
    /// The tool answered, or may have been reached: also for a call that was cancelled, timed out or lost its connection on the way.
    /// </summary>
    Succeeded = 0,

    /// <summary>
    /// The tool answered with an error. Not for a call without an answer: whoever hangs up would get the budget back.
    /// </summary>
    Failed = 1,

    /// <summary>The call provably never reached the tool.</summary>
    NotDispatched = 2,
}
