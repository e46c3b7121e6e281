using System.Runtime.InteropServices;
using System.Text.Json;

namespace PolicyLayer.Core.Evaluation;

/// <summary><c>lt</c>, <c>lte</c>, <c>gt</c>, <c>gte</c>.</summary>
internal sealed class ComparisonPredicate(ComparisonOperator op, decimal operand) : Predicate
{
    internal override Judgement Judge(in JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Number)
            return Judgement.WrongType;
        if (!ExactNumber.TryParse(JsonMarshal.GetRawUtf8Value(value), out var number))
            return Judgement.NotExact;

        var holds = op switch
        {
            ComparisonOperator.Less => number < operand,
            ComparisonOperator.LessOrEqual => number <= operand,
            ComparisonOperator.Greater => number > operand,
            _ => number >= operand,
        };
        return holds ? Judgement.Holds : Judgement.Fails;
    }
}
