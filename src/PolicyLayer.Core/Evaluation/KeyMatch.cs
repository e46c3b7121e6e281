namespace PolicyLayer.Core.Evaluation;

/// <summary>How a key of an object compares with the one looked for.</summary>
internal enum KeyMatch
{
    /// <summary>Another key.</summary>
    Other,

    /// <summary>The very key.</summary>
    Same,

    /// <summary>A key that a case-insensitive reader would take for it.</summary>
    CaseVariant,
}
