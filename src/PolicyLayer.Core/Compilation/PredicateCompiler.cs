using System.Diagnostics;
using PolicyLayer.Core.Documents;
using PolicyLayer.Core.Evaluation;
using PolicyLayer.Core.Validation;

namespace PolicyLayer.Core.Compilation;

/// <summary>Compiles an operator with its value.</summary>
internal static class PredicateCompiler
{
    internal static Predicate Compile(string op, DocumentNode value) => op switch
    {
        "eq" => new EqualityPredicate(ToScalar(value), negated: false),
        "neq" => new EqualityPredicate(ToScalar(value), negated: true),
        "in" => new MembershipPredicate([.. value.Elements.Select(ToScalar)], negated: false),
        "not_in" => new MembershipPredicate([.. value.Elements.Select(ToScalar)], negated: true),
        "lt" => new ComparisonPredicate(ComparisonOperator.Less, ToNumber(value)),
        "lte" => new ComparisonPredicate(ComparisonOperator.LessOrEqual, ToNumber(value)),
        "gt" => new ComparisonPredicate(ComparisonOperator.Greater, ToNumber(value)),
        "gte" => new ComparisonPredicate(ComparisonOperator.GreaterOrEqual, ToNumber(value)),
        "exists" => new ExistencePredicate(IsTrue(value)),
        _ => throw new UnreachableException($"The checks let the operator {op} pass."),
    };

    private static Scalar ToScalar(DocumentNode value) => value.Kind switch
    {
        DocumentNodeKind.String => Scalar.Of(value.Text),
        DocumentNodeKind.Number => Scalar.Of(ToNumber(value)),
        DocumentNodeKind.Boolean => Scalar.Of(IsTrue(value)),
        _ => throw new UnreachableException($"The checks let a value of type {value.Kind} pass."),
    };

    private static bool IsTrue(DocumentNode value) => value.Text == "true";

    private static decimal ToNumber(DocumentNode value) =>
        WholeNumber.TryReadExact(value, out var number)
            ? number
            : throw new UnreachableException("The checks let a number pass that is not exact.");
}
