using PolicyLayer.Core;

namespace PolicyLayer.Conformance.Tests;

/// <summary>Where a table says that a limit stands after a decision.</summary>
internal sealed record ExpectedUsage(string Counter, long Remaining, Milliseconds ResetMs)
{
    internal static ExpectedUsage Of(LimitUsage usage) => new(usage.Counter, usage.Remaining, Milliseconds.Of(usage.Reset));

    internal bool Matches(ExpectedUsage actual) =>
        (Counter, Remaining) == (actual.Counter, actual.Remaining) && ResetMs.Holds(actual.ResetMs);
}
