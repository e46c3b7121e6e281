namespace PolicyLayer.Core.Evaluation;

/// <summary>Where a path, or one step of it, leads. Every value but the first two is a mismatch and says why.</summary>
internal enum Resolution
{
    /// <summary>To nothing, or to <c>null</c>.</summary>
    Absent,

    /// <summary>To a value other than <c>null</c>.</summary>
    Found,

    /// <summary>Into a value of the wrong kind.</summary>
    WrongStep,

    /// <summary>To a key that occurs twice.</summary>
    DuplicateKey,

    /// <summary>To a key of other case, alone or beside the very key.</summary>
    CaseVariant,
}
