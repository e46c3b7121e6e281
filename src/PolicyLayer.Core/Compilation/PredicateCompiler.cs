using System.Diagnostics;
using PolicyLayer.Core.Documents;
using PolicyLayer.Core.Evaluation;
using PolicyLayer.Core.Validation;

namespace PolicyLayer.Core.Compilation;

/// <summary>Compiles an operator with its value.</summary>
internal static class PredicateCompiler
{
    internal static Predicate Compile(string op, DocumentNode value, PatternTable patterns) => op switch
    {
        "eq" => new EqualityPredicate(ToScalar(value), negated: false),
        "neq" => new EqualityPredicate(ToScalar(value), negated: true),
        "in" => new MembershipPredicate([.. value.Elements.Select(ToScalar)], negated: false),
        "not_in" => new MembershipPredicate([.. value.Elements.Select(ToScalar)], negated: true),
        "lt" => new ComparisonPredicate(ComparisonOperator.Less, ToNumber(value)),
        "lte" => new ComparisonPredicate(ComparisonOperator.LessOrEqual, ToNumber(value)),
        "gt" => new ComparisonPredicate(ComparisonOperator.Greater, ToNumber(value)),
        "gte" => new ComparisonPredicate(ComparisonOperator.GreaterOrEqual, ToNumber(value)),
        "regex" => new PatternPredicate(patterns.Parse(value.Text).Pattern!),
        "contains" => new ContainmentPredicate(
            ToScalar(value), value.StringValue is { } part ? new SubstringPredicate(SubstringPlace.Anywhere, part) : null),
        "starts_with" => new SubstringPredicate(SubstringPlace.Start, value.Text),
        "ends_with" => new SubstringPredicate(SubstringPlace.End, value.Text),
        "path_within" => new DirectoryPredicate(ToDirectories(value)),
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

    private static string[] ToDirectories(DocumentNode value) =>
        value.Kind == DocumentNodeKind.String ? [ToDirectory(value)] : [.. value.Elements.Select(ToDirectory)];

    private static string ToDirectory(DocumentNode value)
    {
        var path = value.Text.ToCharArray();
        return AbsolutePath.TryResolve(path, out var length)
            ? new(path, 0, length)
            : throw new UnreachableException("The checks let a directory pass that is not absolute.");
    }

    private static bool IsTrue(DocumentNode value) => value.Text == "true";

    private static decimal ToNumber(DocumentNode value) =>
        DocumentNumber.TryReadExact(value, out var number)
            ? number
            : throw new UnreachableException("The checks let a number pass that is not exact.");
}
