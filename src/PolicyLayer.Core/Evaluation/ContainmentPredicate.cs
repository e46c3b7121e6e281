using System.Text.Json;

namespace PolicyLayer.Core.Evaluation;

/// <summary><c>contains</c>: an array that has the operand among its elements, or a string that has it as a part.</summary>
/// <param name="operand">What is looked for.</param>
/// <param name="inText">How it is looked for in a string; <see langword="null"/> if it is no string itself.</param>
internal sealed class ContainmentPredicate(Scalar operand, SubstringPredicate? inText) : Predicate
{
    internal override Judgement Judge(in WrittenValue value)
    {
        if (value.IsArray)
            return JudgeElements(value.Element);

        return value.IsString && inText is not null ? inText.Judge(value) : Judgement.WrongType;
    }

    private Judgement JudgeElements(in JsonElement list)
    {
        var result = Judgement.Fails;
        foreach (var item in list.EnumerateArray())
        {
            var element = new WrittenValue(in item);
            var judgement = EscapedText.IsWellFormed(element) ? operand.Matches(element) : Judgement.BrokenText;
            if (judgement == Judgement.Holds)
                return Judgement.Holds;
            if (judgement.IsMismatch())
                result = Judgement.WrongElement;
        }

        return result;
    }
}
