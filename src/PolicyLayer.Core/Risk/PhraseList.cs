using System.Collections.Frozen;

namespace PolicyLayer.Core.Risk;

/// <summary>Phrases that tell of a way back, or of none, looked for in a whole description. Immutable.</summary>
internal sealed class PhraseList
{
    private const int NegationReach = 3;

    private static readonly FrozenSet<string> Negations = WordFile.Words("words.negation");

    private readonly string[] _phrases;

    private PhraseList(string file) => _phrases = [.. WordFile.Lines(file).Select(phrase => $" {phrase} ")];

    internal static PhraseList Irreversible { get; } = new("phrases.irreversible");

    internal static PhraseList Reversible { get; } = new("phrases.reversible");

    internal static PhraseList ReadOnly { get; } = new("phrases.readonly");

    /// <summary>A phrase that the flattened text holds without a negation before it, or <see langword="null"/>.</summary>
    internal string? FindIn(string flat)
    {
        foreach (var phrase in _phrases)
        {
            for (var at = flat.IndexOf(phrase, StringComparison.Ordinal); at >= 0;)
            {
                if (!IsNegated(flat.AsSpan(..at)))
                    return phrase.Trim();
                at = flat.IndexOf(phrase, at + 1, StringComparison.Ordinal);
            }
        }

        return null;
    }

    private static bool IsNegated(ReadOnlySpan<char> before)
    {
        before = before.TrimStart(' ');
        for (var word = 0; word < NegationReach && !before.IsEmpty; word++)
        {
            var start = before.LastIndexOf(' ') + 1;
            if (Negations.Contains(before[start..].ToString()))
                return true;
            before = before[..Math.Max(0, start - 1)];
        }

        return false;
    }
}
