namespace PolicyLayer.Core;

/// <summary>Which exceptions turn into a denial.</summary>
internal static class Faults
{
    /// <summary>
    /// Whatever goes wrong while a call is judged, the call must not pass: everything is denied, a want of memory included, but what
    /// says that memory can no longer be trusted.
    /// </summary>
    internal static bool CanBeDenied(Exception exception) => exception is not AccessViolationException;
}
