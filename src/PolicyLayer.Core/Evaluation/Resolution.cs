namespace PolicyLayer.Core.Evaluation;

/// <summary>Where a path, or one step of it, leads.</summary>
internal enum Resolution
{
    /// <summary>To a value other than <c>null</c>.</summary>
    Found,

    /// <summary>To nothing, or to <c>null</c>.</summary>
    Absent,

    /// <summary>To something that cannot be told for certain, or into a value of the wrong kind.</summary>
    Mismatch,
}
