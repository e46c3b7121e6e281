using PolicyLayer.Core.Documents;

namespace PolicyLayer.Core.Validation;

/// <summary>What the conditions of one rule leave possible for the value of one path. Errs on the side of the possible.</summary>
/// <param name="isRequirement">Whether the rule stands in <c>require</c>, where most conditions fail if there is no value.</param>
internal sealed class PossibleValues(bool isRequirement)
{
    private readonly List<ConditionDocument> _conditions = [];
    private readonly NumberRange _range = new();
    private bool _canBeAbsent = true;
    private ValueTypes _types = ValueTypes.Any;
    private List<DocumentNode>? _values;

    /// <summary>Takes in one more condition, a sound one; <see langword="false"/> if nothing is left that meets all.</summary>
    internal bool Narrow(ConditionDocument condition)
    {
        var op = condition.Operator!.Text;
        var operand = condition.Value!;
        _canBeAbsent &= op switch
        {
            "exists" => operand.Text == "false",
            "neq" or "not_in" => !isRequirement,
            _ => false,
        };
        _types &= TypesFor(op, operand);
        _range.Narrow(op, operand);
        _values?.RemoveAll(value => !ScalarCondition.MayHold(op, operand, value));
        if (_values is null && NamedBy(op, operand) is { Count: > 0 and <= ScalarCondition.MaxValues } named)
        {
            _values = [.. named.Where(value => _conditions.TrueForAll(
                earlier => ScalarCondition.MayHold(earlier.Operator!.Text, earlier.Value!, value)))];
        }

        _conditions.Add(condition);
        return _canBeAbsent || CanBePresent();
    }

    private bool CanBePresent() =>
        _types != ValueTypes.None && _values is not { Count: 0 } && (_types != ValueTypes.Number || !_range.IsEmpty);

    private static IReadOnlyList<DocumentNode>? NamedBy(string op, DocumentNode operand) => op switch
    {
        "eq" => [operand],
        "in" => operand.Elements,
        _ => null,
    };

    private static ValueTypes TypesFor(string op, DocumentNode operand) => op switch
    {
        "exists" when operand.Text == "false" => ValueTypes.None,
        "eq" or "neq" => TypeOf(operand),
        "in" or "not_in" => TypeOf(operand.Elements[0]),
        "lt" or "lte" or "gt" or "gte" => ValueTypes.Number,
        "regex" or "starts_with" or "ends_with" or "path_within" => ValueTypes.String,
        "contains" => operand.Kind == DocumentNodeKind.String ? ValueTypes.String | ValueTypes.Array : ValueTypes.Array,
        _ => ValueTypes.Any,
    };

    private static ValueTypes TypeOf(DocumentNode operand) => operand.Kind switch
    {
        DocumentNodeKind.String => ValueTypes.String,
        DocumentNodeKind.Number => ValueTypes.Number,
        _ => ValueTypes.Boolean,
    };
}
