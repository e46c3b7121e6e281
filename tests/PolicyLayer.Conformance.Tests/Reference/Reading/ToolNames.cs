using System.Globalization;
using System.Text;

namespace PolicyLayer.Conformance.Tests.Reference.Reading;

/// <summary>Which names tools can have, and which read alike.</summary>
internal static class ToolNames
{
    internal static bool IsValid(string name) =>
        name.Length is > 0 and <= 128
            && JsonText.IsWhole(name)
            && !name.EnumerateRunes().Any(static rune =>
                Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format)
            && name.IsNormalized(NormalizationForm.FormC);

    internal static bool ReadsAlike(string left, string right) => Skeleton(left) == Skeleton(right);

    // Until nothing changes: what one step makes may be work for another.
    private static string Skeleton(string name)
    {
        var next = WithoutCase(Visible(name.Normalize(NormalizationForm.FormKC))).Trim();
        return next == name ? name : Skeleton(next);
    }

    // Letters without a partner of one letter, or in all languages: the two Turkish ones, and the German one that is two capitals.
    private static string WithoutCase(string name) => string.Concat(name.ToUpperInvariant().ToLowerInvariant().Select(
        static letter => letter is '\u0131' or '\u0130' ? "i" : letter is '\u00DF' ? "ss" : letter.ToString()))
        .Replace("i\u0307", "i", StringComparison.Ordinal);

    // Joiners, fillers, vowels that are not written, a blank, and variation selectors.
    private static string Visible(string name) => string.Concat(name.EnumerateRunes().Where(static rune => !(
        rune.Value is 0x034F or 0x115F or 0x1160 or 0x17B4 or 0x17B5 or 0x2800 or 0x3164 or 0xFFA0
        || IsIn(0x180B, 0x180F, rune) || IsIn(0xFE00, 0xFE0F, rune) || IsIn(0xE0100, 0xE01EF, rune))));

    private static bool IsIn(int first, int last, Rune rune) => rune.Value >= first && rune.Value <= last;
}
