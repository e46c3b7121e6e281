using System.Collections.Frozen;

namespace PolicyLayer.Core.Evaluation;

/// <summary>Whether a number is one of several, in a time that does not grow with their number.</summary>
internal sealed class NumberSetPredicate(IEnumerable<decimal> numbers) : Predicate
{
    private readonly FrozenSet<decimal> _numbers = numbers.ToFrozenSet();

    internal override Judgement Judge(in WrittenValue value)
    {
        if (!value.IsNumber)
            return Judgement.WrongType;
        if (!ExactNumber.TryParse(value.Text, out var number))
            return Judgement.NotExact;

        return _numbers.Contains(number) ? Judgement.Holds : Judgement.Fails;
    }
}
