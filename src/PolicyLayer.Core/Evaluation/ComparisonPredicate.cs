using System.Text.Json;

namespace PolicyLayer.Core.Evaluation;

/// <summary><c>lt</c>, <c>lte</c>, <c>gt</c>, <c>gte</c>.</summary>
internal sealed class ComparisonPredicate(ComparisonOperator op, decimal operand) : Predicate
{
    internal override Judgement Judge(in JsonElement value) => throw new NotSupportedException($"{op} {operand}");
}
