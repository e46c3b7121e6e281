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
        var next = Visible(name.Normalize(NormalizationForm.FormKC)).ToUpperInvariant().Trim();
        return next == name ? name : Skeleton(next);
    }

    // Variation selectors and the joiner that is no format character show nothing.
    private static string Visible(string name) =>
        string.Concat(name.Where(static character => character is not ('\u034F' or (>= '\uFE00' and <= '\uFE0F'))));
}
