namespace PolicyLayer.Core.Validation;

/// <summary>The operators.</summary>
internal static class Operators
{
    internal static OperandKind OperandOf(string op) => op switch
    {
        "eq" or "neq" or "contains" => OperandKind.Scalar,
        "in" or "not_in" => OperandKind.List,
        "lt" or "lte" or "gt" or "gte" => OperandKind.Number,
        "regex" or "starts_with" or "ends_with" => OperandKind.Text,
        "path_within" => OperandKind.Directories,
        "exists" => OperandKind.Boolean,
        _ => OperandKind.Unknown,
    };
}
