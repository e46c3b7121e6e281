namespace PolicyLayer.Core.Validation;

/// <summary>The operators that are supported.</summary>
internal static class Operators
{
    internal static OperandKind OperandOf(string op) => op switch
    {
        "eq" or "neq" => OperandKind.Scalar,
        "in" or "not_in" => OperandKind.List,
        "lt" or "lte" or "gt" or "gte" => OperandKind.Number,
        "exists" => OperandKind.Boolean,
        _ => OperandKind.Unknown,
    };
}
