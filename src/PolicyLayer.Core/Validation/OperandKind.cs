namespace PolicyLayer.Core.Validation;

/// <summary>What the value of a condition must be.</summary>
internal enum OperandKind
{
    /// <summary>The operator is unknown, and is reported as such.</summary>
    Unknown,

    /// <summary>A string, a number or a boolean.</summary>
    Scalar,

    /// <summary>A list of scalars of one type, at least one.</summary>
    List,

    /// <summary>A number.</summary>
    Number,

    /// <summary><c>true</c> or <c>false</c>.</summary>
    Boolean,

    /// <summary>A string.</summary>
    Text,

    /// <summary>An absolute directory, or a list of them, at least one.</summary>
    Directories,
}
