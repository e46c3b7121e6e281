using System.Globalization;
using System.Text;

namespace PolicyLayer.Mcp;

/// <summary>
/// A tool's name for the log. The caller chose it, so it is cut short and can neither write lines nor hide text.
/// </summary>
internal static class LoggedName
{
    private const int Longest = 128;

    public static string Of(string tool)
    {
        var name = new StringBuilder();
        for (var i = 0; i < tool.Length;)
        {
            var isRune = Rune.TryGetRuneAt(tool, i, out var rune);
            var length = isRune ? rune.Utf16SequenceLength : 1;
            if (i + length > Longest)
                break;
            if (isRune && !IsUnsafe(rune))
                name.Append(tool, i, length);
            else
                AppendEscaped(name, tool.AsSpan(i, length));
            i += length;
        }

        return name.ToString();
    }

    private static bool IsUnsafe(Rune rune) => Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control
        or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;

    private static void AppendEscaped(StringBuilder name, ReadOnlySpan<char> units)
    {
        foreach (var unit in units)
            name.Append(CultureInfo.InvariantCulture, $"\\u{(int)unit:x4}");
    }
}
