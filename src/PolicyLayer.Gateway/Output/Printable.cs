using System.Globalization;
using System.Text;

namespace PolicyLayer.Gateway.Output;

/// <summary>
/// Makes text from policies, calls and servers safe to print: nothing in it can move a cursor, hide text or turn its
/// direction around.
/// </summary>
internal static class Printable
{
    // The longest name that a tool can have in a policy.
    private const int MaxNameLength = 128;

    /// <summary>The text on one line, with control, format and broken characters shown as escapes.</summary>
    internal static string Text(string text)
    {
        StringBuilder? safe = null;
        for (var i = 0; i < text.Length;)
        {
            var isRune = Rune.TryGetRuneAt(text, i, out var rune);
            var length = isRune ? rune.Utf16SequenceLength : 1;
            if (isRune && !IsUnsafe(rune))
                safe?.Append(text, i, length);
            else
                AppendEscaped(safe ??= new StringBuilder(text, 0, i, text.Length + 16), text.AsSpan(i, length));
            i += length;
        }

        return safe?.ToString() ?? text;
    }

    /// <summary>The same, for prose that may come on several lines: they are joined by spaces.</summary>
    internal static string Line(string text) =>
        Text(string.Join(' ', text.Split(['\r', '\n', '\t', ' '], StringSplitOptions.RemoveEmptyEntries)));

    /// <summary>The same, for a name that may be of any length: of a long one, the beginning is shown.</summary>
    internal static string Short(string text, int maxLength = MaxNameLength)
    {
        if (text.Length <= maxLength)
            return Line(text);

        var length = char.IsHighSurrogate(text[maxLength - 1]) ? maxLength - 1 : maxLength;
        return Line(text[..length]) + "…";
    }

    private static bool IsUnsafe(Rune rune) => Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control
        or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned;

    private static void AppendEscaped(StringBuilder safe, ReadOnlySpan<char> units)
    {
        foreach (var unit in units)
            safe.Append(CultureInfo.InvariantCulture, $"\\u{(int)unit:x4}");
    }
}
