using System.Collections.Frozen;
using System.Text;

namespace PolicyLayer.Core.Evaluation;

/// <summary>Recognises names that read like a listed or hidden one without being it. Immutable.</summary>
internal sealed class LookalikeNames
{
    private const int MaxRounds = 8;

    // Without the system's Unicode data, nothing is normalised and no look-alike beyond ASCII is recognised.
    private static readonly bool CanNormalize = !"\uFF21".IsNormalized(NormalizationForm.FormKC);

    private readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> _skeletons;

    /// <summary>Makes the look-alikes of valid tool names.</summary>
    internal LookalikeNames(IEnumerable<string> names)
    {
        var skeletons = names.Select(Skeleton).ToFrozenSet(StringComparer.OrdinalIgnoreCase);
        _skeletons = skeletons.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>
    /// Whether a valid tool name equals one of the names but for case, surrounding white space, compatibility normalisation or
    /// characters that are not seen.
    /// </summary>
    internal bool Resembles(string tool)
    {
        if (Ascii.IsValid(tool))
            return _skeletons.Contains(tool.AsSpan().Trim());

        return !CanNormalize || _skeletons.Contains(Skeleton(tool));
    }

    // Each step can make work for another one: NFKC makes spaces and small letters, and what is left on both sides of a
    // removed character may compose. So they are repeated until nothing changes; two rounds nearly always do.
    private static string Skeleton(string name)
    {
        var skeleton = name;
        for (var round = 0; round < MaxRounds; round++)
        {
            var before = skeleton;
            skeleton = WithoutCase(Visible(before.Normalize(NormalizationForm.FormKC))).Trim();
            if (skeleton == before)
                break;
        }

        return skeleton;
    }

    // Both ways, since some letters have a partner in one direction only. The others are equal but for case in one language or in
    // more than one letter, which invariant rules do not know.
    private static string WithoutCase(string name) => name.ToUpperInvariant().ToLowerInvariant()
        .Replace('\u0131', 'i').Replace('\u0130', 'i').Replace("i\u0307", "i", StringComparison.Ordinal)
        .Replace("\u00DF", "ss", StringComparison.Ordinal);

    private static string Visible(string name) => string.Concat(name.EnumerateRunes().Where(static rune => !IsInvisible(rune)));

    // Characters that show nothing but are not of the category "format", which no tool name may hold in the first place.
    private static bool IsInvisible(Rune rune) => rune.Value is
        0x034F or 0x115F or 0x1160 or 0x17B4 or 0x17B5 or (>= 0x180B and <= 0x180F) or 0x2800 or 0x3164 or 0xFFA0
        or (>= 0xFE00 and <= 0xFE0F) or (>= 0xE0100 and <= 0xE01EF);
}
