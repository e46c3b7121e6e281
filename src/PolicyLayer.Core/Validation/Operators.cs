using PolicyLayer.Core.Documents;

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

    /// <summary>Whether a value is of the kind that the operator takes.</summary>
    internal static bool Suits(string op, DocumentNode value) => OperandOf(op) switch
    {
        OperandKind.Scalar => IsExactScalar(value),
        OperandKind.List => value.Elements is [var first, ..]
            && value.Elements.All(element => element.Kind == first.Kind && IsExactScalar(element)),
        OperandKind.Number => DocumentNumber.TryReadExact(value, out _),
        OperandKind.Boolean => value.Kind == DocumentNodeKind.Boolean,
        OperandKind.Text => value.Kind == DocumentNodeKind.String,
        OperandKind.Directories => value.Kind is DocumentNodeKind.String or DocumentNodeKind.Array,
        _ => false,
    };

    private static bool IsExactScalar(DocumentNode value) =>
        value.Kind is DocumentNodeKind.String or DocumentNodeKind.Boolean || DocumentNumber.TryReadExact(value, out _);
}
