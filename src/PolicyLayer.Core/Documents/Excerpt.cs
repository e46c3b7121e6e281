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

    private static string Shorten(string text)
    {
        var shown = new StringBuilder();
        foreach (var unit in text.AsSpan(0, Math.Min(text.Length, MaxLength)))
        {
            if (IsPlain(unit))
                shown.Append(unit);
            else
                shown.Append(CultureInfo.InvariantCulture, $"\\u{(int)unit:x4}");
        }

        return text.Length > MaxLength ? shown.Append('…').ToString() : shown.ToString();
    }

    // Half of a pair is never shown: the cut may fall between the two.
    private static bool IsPlain(char unit) => char.GetUnicodeCategory(unit) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse
        or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.OtherNotAssigned);
}
