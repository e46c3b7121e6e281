using System.Globalization;
using System.Text;

namespace PolicyLayer.Mcp;

/// <summary>A name for the log that the engine did not choose: it can neither write lines nor hide text.</summary>
internal static class LoggedName
{
    private const int Longest = 128;

    /// <summary>The name of a tool. The caller chose it, so it is cut short.</summary>
    public static string OfTool(string name) => Escape(name, Longest);

    /// <summary>The name of a method, which the caller chose as well.</summary>
    public static string OfMethod(string name) => Escape(name, Longest);

    /// <summary>A part of a caller's identity, in full: those who begin alike are not the same.</summary>
    public static string? OfCaller(string? name) => name is null ? null : Escape(name, name.Length);

    private static string Escape(string name, int longest)
    {
        var escaped = new StringBuilder();
        for (var i = 0; i < name.Length;)
        {
            var isRune = Rune.TryGetRuneAt(name, i, out var rune);
            var length = isRune ? rune.Utf16SequenceLength : 1;
            if (i + length > longest)
                break;
            if (isRune && !IsUnsafe(rune))
                escaped.Append(name, i, length);
            else
                AppendEscaped(escaped, name.AsSpan(i, length));
            i += length;
        }

        return escaped.ToString();
    }

    private static bool IsUnsafe(Rune rune) => Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control
        or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;

    private static void AppendEscaped(StringBuilder escaped, ReadOnlySpan<char> units)
    {
        foreach (var unit in units)
            escaped.Append(CultureInfo.InvariantCulture, $"\\u{(int)unit:x4}");
    }
}
