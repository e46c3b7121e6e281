namespace PolicyLayer.Core.Evaluation;

/// <summary>
/// Case as the policy format means it: <see cref="StringComparison.OrdinalIgnoreCase"/>, and the long s (U+017F) and the
/// Kelvin sign (U+212A), which lower-casing readers turn into ASCII letters.
/// </summary>
internal static class CaseFolding
{
    private const char LongS = '\u017F';
    private const char KelvinSign = '\u212A';

    internal static bool EqualIgnoringCase(ReadOnlySpan<char> left, ReadOnlySpan<char> right)
    {
        if (left.Length != right.Length)
            return false;

        for (; ; )
        {
            var at = FirstSpecial(left, right);
            if (at < 0)
                return left.Equals(right, StringComparison.OrdinalIgnoreCase);
            if (!left[..at].Equals(right[..at], StringComparison.OrdinalIgnoreCase) || Fold(left[at]) != Fold(right[at]))
                return false;
            left = left[(at + 1)..];
            right = right[(at + 1)..];
        }
    }

    private static int FirstSpecial(ReadOnlySpan<char> left, ReadOnlySpan<char> right)
    {
        var at = left.IndexOfAny(LongS, KelvinSign);
        var before = (at < 0 ? right : right[..at]).IndexOfAny(LongS, KelvinSign);
        return before < 0 ? at : before;
    }

    private static char Fold(char letter) => letter switch
    {
        LongS or 'S' => 's',
        KelvinSign or 'K' => 'k',
        _ => letter,
    };
}
