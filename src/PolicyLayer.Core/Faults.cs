namespace PolicyLayer.Core;

/// <summary>Which exceptions turn into a denial.</summary>
internal static class Faults
{
    /// <summary>
    /// Whatever goes wrong while a call is judged, the call must not pass: everything is denied but what the process cannot
    /// survive anyway.
    /// </summary>
    internal static bool CanBeDenied(Exception exception) =>
        exception is not (OutOfMemoryException or AccessViolationException);
}
