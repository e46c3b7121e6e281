using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace PolicyLayer.Conformance.Tests.Reference.Reading;

/// <summary>Which names tools can have, and which read alike.</summary>
internal static partial class ToolNames
{
    // First and last of those that show nothing, besides the format characters: the grapheme joiner, fillers, vowels that are
    // not written, selectors of variants, and the pattern without dots.
    private static readonly (int First, int Last)[] Invisible =
    [
        (0x034F, 0x034F), (0x115F, 0x1160), (0x17B4, 0x17B5), (0x180B, 0x180F), (0x2800, 0x2800), (0x3164, 0x3164), (0xFE00, 0xFE0F),
        (0xFFA0, 0xFFA0), (0xE0100, 0xE01EF),
    ];

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

    // Some letters have a partner in one direction only, so both are gone. Of i there are four, and the sharp s is two.
    private static string WithoutCase(string name) =>
        AnyI().Replace(name.ToUpperInvariant().ToLowerInvariant(), "i").Replace("ß", "ss");

    private static string Visible(string name) => string.Concat(name.EnumerateRunes().Where(static rune =>
        Rune.GetUnicodeCategory(rune) != UnicodeCategory.Format
            && !Invisible.Any(range => range.First <= rune.Value && rune.Value <= range.Last)));

    [GeneratedRegex("[\u0131\u0130]|i\u0307")]
    private static partial Regex AnyI();
}
