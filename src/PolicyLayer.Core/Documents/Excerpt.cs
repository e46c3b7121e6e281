using System.Globalization;
using System.Text;

namespace PolicyLayer.Core.Documents;

/// <summary>Shows a part of a document in a message: short, and without characters that could forge another line.</summary>
internal static class Excerpt
{
    private const int MaxLength = 60;

    internal static string Of(DocumentNode node) => node.Kind switch
    {
        DocumentNodeKind.Object => "an object",
        DocumentNodeKind.Array => node.Elements.Count == 0 ? "an empty list" : "a list",
        DocumentNodeKind.String => Quote(node.Text),
        _ => Shorten(node.Text),
    };

    internal static string Quote(string text) => $"\"{Shorten(text)}\"";

    /// <summary>Shows all of a text, in one line.</summary>
    internal static string Escape(ReadOnlySpan<char> text)
    {
        var shown = new StringBuilder(text.Length);
        foreach (var unit in text)
        {
            if (IsPlain(unit))
                shown.Append(unit);
            else
                shown.Append(CultureInfo.InvariantCulture, $"\\u{(int)unit:x4}");
        }

        return shown.ToString();
    }

    private static string Shorten(string text) =>
        text.Length > MaxLength ? Escape(text.AsSpan(0, MaxLength)) + '…' : Escape(text);

    // Half of a pair is never shown: the cut may fall between the two.
    private static bool IsPlain(char unit) => char.GetUnicodeCategory(unit) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse
        or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.OtherNotAssigned);
}
