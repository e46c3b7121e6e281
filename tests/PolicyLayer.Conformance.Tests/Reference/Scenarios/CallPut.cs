namespace PolicyLayer.Conformance.Tests.Reference.Scenarios;

/// <summary>How a host puts a call.</summary>
internal enum CallPut
{
    /// <summary>The arguments as one value.</summary>
    Value,

    /// <summary>The arguments as one value, by a caller that was resolved beforehand.</summary>
    Resolved,

    /// <summary>The arguments by name, where no name occurs twice; else as one value.</summary>
    Members,

    /// <summary>The bytes of a request, which the engine parses.</summary>
    Bytes,

    /// <summary>The bytes of a request that spells a member with other case.</summary>
    BytesWithOtherCase,
}
