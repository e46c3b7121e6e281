namespace PolicyLayer.Core;

/// <summary>What became of an allowed call. The default value is <see cref="Succeeded"/>: the budget stays spent.</summary>
public enum DispatchResult
{
    /// <summary>The tool answered.</summary>
    Succeeded = 0,

    /// <summary>The tool answered with an error, or may have been reached before something failed.</summary>
    Failed = 1,

    /// <summary>The call provably never reached the tool.</summary>
    NotDispatched = 2,
}
