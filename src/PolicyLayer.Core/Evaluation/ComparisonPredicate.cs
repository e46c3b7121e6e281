namespace PolicyLayer.Core.Evaluation;

/// <summary><c>lt</c>, <c>lte</c>, <c>gt</c>, <c>gte</c>.</summary>
internal sealed class ComparisonPredicate(ComparisonOperator op, decimal operand) : Predicate
{
    internal override Judgement Judge(in WrittenValue value)
    {
        if (!value.IsNumber)
            return Judgement.WrongType;
        if (!ExactNumber.TryParse(value.Text, out var number))
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
