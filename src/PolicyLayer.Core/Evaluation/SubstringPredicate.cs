namespace PolicyLayer.Core.Evaluation;

/// <summary><c>starts_with</c>, <c>ends_with</c>, and <c>contains</c> where the value is a string. Ordinal.</summary>
internal sealed class SubstringPredicate(SubstringPlace place, string operand) : TextPredicate
{
    protected override Judgement JudgeText(Span<char> text)
    {
        ReadOnlySpan<char> characters = text;
        var holds = place switch
        {
            SubstringPlace.Start => characters.StartsWith(operand, StringComparison.Ordinal),
            SubstringPlace.End => characters.EndsWith(operand, StringComparison.Ordinal),
            _ => characters.Contains(operand, StringComparison.Ordinal),
        };
        return holds ? Judgement.Holds : Judgement.Fails;
    }
}
