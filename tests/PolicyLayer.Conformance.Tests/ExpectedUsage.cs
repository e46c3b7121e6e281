using PolicyLayer.Core;

namespace PolicyLayer.Conformance.Tests;

/// <summary>Where a table says that a limit stands after a decision.</summary>
internal sealed record ExpectedUsage(string Counter, long Remaining, double ResetMs)
{
    internal static ExpectedUsage Of(LimitUsage usage) =>
        new(usage.Counter, usage.Remaining, usage.Reset.TotalMilliseconds);
}
