using System.Collections.Frozen;

namespace PolicyLayer.Core.Evaluation;

/// <summary>Whether a string is one of several, in a time that does not grow with their number. Ordinal.</summary>
internal sealed class TextSetPredicate(IEnumerable<string> texts) : TextPredicate
{
    private readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> _texts =
        texts.ToFrozenSet(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();

    protected override Judgement JudgeText(Span<char> text) => _texts.Contains(text) ? Judgement.Holds : Judgement.Fails;
}
