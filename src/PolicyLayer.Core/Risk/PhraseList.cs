namespace PolicyLayer.Core.Risk;

/// <summary>Fixed phrases, looked for in a whole description. Immutable.</summary>
internal sealed class PhraseList
{
    private const int NegationReach = 3;

    private readonly string[] _phrases;

    private PhraseList(string file) => _phrases = [.. WordFile.Lines(file).Select(phrase => $" {phrase} ")];

    internal static PhraseList Irreversible { get; } = new("phrases.irreversible");

    internal static PhraseList Reversible { get; } = new("phrases.reversible");

    internal static PhraseList Money { get; } = new("phrases.money");

    internal static PhraseList OnBehalf { get; } = new("phrases.onbehalf");

    /// <summary>
    /// A phrase that the flattened text holds without a negation before it in its sentence, or <see langword="null"/>.
    /// </summary>
    /// <param name="flat">The text.</param>
    /// <param name="isDoubtful">
    /// Whether its sentence makes a phrase count for nothing: what stands before the phrase, and from there on, in spaces.
    /// </param>
    internal string? FindIn(string flat, Func<string, string, bool>? isDoubtful = null)
    {
        foreach (var phrase in _phrases)
        {
            for (var at = flat.IndexOf(phrase, StringComparison.Ordinal); at >= 0;)
            {
                if (!IsNegated(flat.AsSpan(..at)) && isDoubtful?.Invoke(Before(flat, at), Behind(flat, at)) is not true)
                    return phrase.Trim();
                at = flat.IndexOf(phrase, at + 1, StringComparison.Ordinal);
            }
        }

        return null;
    }

    private static string Before(string flat, int at) => flat[(flat.LastIndexOf('.', at) + 1)..at];

    private static string Behind(string flat, int at)
    {
        var end = flat.IndexOf('.', at);
        return flat[at..(end < 0 ? flat.Length : end)];
    }

    private static bool IsNegated(ReadOnlySpan<char> before)
    {
        before = before[(before.LastIndexOf('.') + 1)..].Trim(' ');
        for (var word = 0; word < NegationReach && !before.IsEmpty; word++)
        {
            var start = before.LastIndexOf(' ') + 1;
            if (ProseWords.IsNegation(before[start..].ToString()))
                return true;
            before = before[..Math.Max(0, start - 1)];
        }

        return false;
    }
}
