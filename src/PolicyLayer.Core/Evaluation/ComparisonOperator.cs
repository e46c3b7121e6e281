namespace PolicyLayer.Core.Evaluation;

/// <summary>The operators that compare numbers by size.</summary>
internal enum ComparisonOperator
{
    /// <summary><c>lt</c></summary>
    Less,

    /// <summary><c>lte</c></summary>
    LessOrEqual,

    /// <summary><c>gt</c></summary>
    Greater,

    /// <summary><c>gte</c></summary>
    GreaterOrEqual,
}
