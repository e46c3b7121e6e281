using System.Globalization;
using System.Text;

namespace PolicyLayer.Core.Telemetry;

/// <summary>Text that a caller or a policy chose, made fit to be kept and to be shown.</summary>
internal static class CallText
{
    /// <summary>As long as anything is shown that has no bound of its own.</summary>
    internal const int LongestShown = 512;

    /// <summary>The beginning of a text, at most so long; no character is halved.</summary>
    internal static string Cut(string text, int longest)
    {
        if (text.Length <= longest)
            return text;

        var halves = char.IsHighSurrogate(text[longest - 1]) && char.IsLowSurrogate(text[longest]);
        return text[..(halves ? longest - 1 : longest)];
    }

    /// <summary>A text of the host, such as a caller's name, cut and escaped.</summary>
    internal static string? Shown(string? text) => text is null ? null : Printable(Cut(text, LongestShown));

    /// <summary>The text with everything escaped that could write lines, hide text or turn its direction around.</summary>
    internal static string Printable(string text)
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

    private static bool IsUnsafe(Rune rune) => Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control
        or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned;

    private static void AppendEscaped(StringBuilder safe, ReadOnlySpan<char> units)
    {
        foreach (var unit in units)
            safe.Append(CultureInfo.InvariantCulture, $"\\u{(int)unit:x4}");
    }
}
