using System.Text;
using System.Text.RegularExpressions;

namespace PolicyLayer.Core.Evaluation;

/// <summary><c>regex</c>: the pattern is found somewhere in a string of at most 64 KiB.</summary>
/// <param name="pattern">The pattern, built without backtracking: its time grows with the text and no faster.</param>
internal sealed class PatternPredicate(Regex pattern) : TextPredicate
{
    private const int MaxBytes = 64 << 10;

    protected override Judgement JudgeText(Span<char> text)
    {
        if (text.Length > MaxBytes || Encoding.UTF8.GetByteCount(text) > MaxBytes)
            return Judgement.TooLong;

        return pattern.IsMatch(text) ? Judgement.Holds : Judgement.Fails;
    }
}
