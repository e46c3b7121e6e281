namespace PolicyLayer.Gateway;

/// <summary>What the process answers to the shell.</summary>
internal static class ExitCode
{
    internal const int Success = 0;

    /// <summary>The command ran, and what it looked at is not in order.</summary>
    internal const int Failed = 1;

    /// <summary>The command could not run: wrong usage, or a file that cannot be read.</summary>
    internal const int CannotRun = 2;
}
