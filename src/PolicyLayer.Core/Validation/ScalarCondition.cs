using PolicyLayer.Core.Documents;

namespace PolicyLayer.Core.Validation;

/// <summary>Whether a condition may hold for a value that another condition names. Errs on the side of yes.</summary>
internal static class ScalarCondition
{
    /// <summary>Longer lists are not looked at, so that the work stays in proportion to the document.</summary>
    internal const int MaxValues = 64;

    internal static bool MayHold(string op, DocumentNode operand, DocumentNode value) => op switch
    {
        "eq" => AreEqual(operand, value),
        "neq" => !AreEqual(operand, value),
        "in" or "not_in" when operand.Elements.Count > MaxValues => true,
        "in" => operand.Elements.Any(element => AreEqual(element, value)),
        "not_in" => !operand.Elements.Any(element => AreEqual(element, value)),
        "lt" or "lte" or "gt" or "gte" => MayCompare(op, operand, value),
        "starts_with" => AreTexts(operand, value) && value.Text.StartsWith(operand.Text, StringComparison.Ordinal),
        "ends_with" => AreTexts(operand, value) && value.Text.EndsWith(operand.Text, StringComparison.Ordinal),
        "contains" => AreTexts(operand, value) && value.Text.Contains(operand.Text, StringComparison.Ordinal),
        _ => true,
    };

    private static bool AreEqual(DocumentNode left, DocumentNode right) =>
        DocumentNumber.TryReadExact(left, out var one) && DocumentNumber.TryReadExact(right, out var other)
            ? one == other
            : left.Kind == right.Kind && left.Text == right.Text;

    private static bool AreTexts(DocumentNode operand, DocumentNode value) =>
        operand.Kind == DocumentNodeKind.String && value.Kind == DocumentNodeKind.String;

    private static bool MayCompare(string op, DocumentNode operand, DocumentNode value)
    {
        if (!DocumentNumber.TryReadExact(operand, out var bound) || !DocumentNumber.TryReadExact(value, out var number))
            return false;

        return op switch
        {
            "lt" => number < bound,
            "lte" => number <= bound,
            "gt" => number > bound,
            _ => number >= bound,
        };
    }
}
