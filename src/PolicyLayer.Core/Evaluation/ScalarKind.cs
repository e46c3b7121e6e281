namespace PolicyLayer.Core.Evaluation;

/// <summary>The JSON types that an operand may have.</summary>
internal enum ScalarKind
{
    /// <summary>A string, compared ordinally.</summary>
    String,

    /// <summary>A number, compared exactly.</summary>
    Number,

    /// <summary><c>true</c> or <c>false</c>.</summary>
    Boolean,
}
