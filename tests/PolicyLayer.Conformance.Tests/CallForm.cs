namespace PolicyLayer.Conformance.Tests;

/// <summary>The ways in which a host can put the same call.</summary>
public enum CallForm
{
    /// <summary>The arguments as one value.</summary>
    Value,

    /// <summary>The arguments by name, where they can be put so.</summary>
    Members,

    /// <summary>The arguments as one value, by a caller that was resolved beforehand, asynchronously.</summary>
    ResolvedCaller,
}
