using System.Collections.Frozen;

namespace PolicyLayer.Core.Risk;

/// <summary>Looks for what a description says of a way back: that there is none, or that there is one.</summary>
internal static class WayBack
{
    private const int Reach = 4;

    private static readonly FrozenSet<string> Undone = WordFile.Words("words.undone");
    private static readonly FrozenSet<string> Doubt = WordFile.Words("words.doubt");

    /// <summary>The words that say that the effect is for good.</summary>
    internal static string? Denied(Prose prose)
    {
        if (PhraseList.Irreversible.FindIn(prose.Flat) is { } phrase)
            return phrase;
        foreach (var sentence in prose.Sentences)
        {
            for (var i = 1; i < sentence.Count; i++)
            {
                if (Undone.Contains(sentence[i].Text) && FindDenial(sentence, i) is { } denial)
                    return $"{denial} {sentence[i].Text}";
            }
        }

        return null;
    }

    /// <summary>The words that say, in a sentence that leaves no doubt, that the effect can be taken back.</summary>
    internal static string? Told(Prose prose) => PhraseList.Reversible.FindIn(prose.Flat, IsDoubtful);

    private static bool IsDoubtful(string sentence) =>
        Array.Exists(WordFile.Split(sentence), Doubt.Contains)
        || sentence.Contains(" from it ", StringComparison.Ordinal)
        || sentence.Contains(" backup", StringComparison.Ordinal);

    // "cannot be undone", "is not reversible", "no way to revert", "not be able to recover"; but "does not restore" tells of a
    // tool that restores.
    private static string? FindDenial(List<ProseWord> sentence, int at)
    {
        var word = sentence[at].Text;
        for (var i = at - 1; i >= Math.Max(0, at - Reach); i--)
        {
            if (IsDenial(sentence[i].Text) && Denies(sentence, i, at, word))
                return sentence[i].Text;
        }

        return null;
    }

    private static bool IsDenial(string word) => word is "cannot" or "not" or "never" or "no" or "non" or "unable" or "impossible"
        || (word.Length > 3 && word.EndsWith("n't", StringComparison.Ordinal));

    private static bool Denies(List<ProseWord> sentence, int denial, int at, string word)
    {
        var between = sentence[(denial + 1)..at];
        if (between.Exists(found => found.IsSeparated))
            return false;
        if (word.EndsWith("ble", StringComparison.Ordinal))
            return between.TrueForAll(found => found.Text is "be" or "longer" or "easily");
        if (word.EndsWith("ed", StringComparison.Ordinal) || word == "undone")
            return between.Exists(found => found.Text is "be") && IsModal(sentence, denial);

        return sentence[at - 1].Text == "to"
            ? IsWay(sentence[denial].Text, between)
            : word is "undo" or "reverse" or "revert" && sentence[denial].Text is "cannot" or "can't" && denial == at - 1;
    }

    // "no way to", "not able to", "unable to"
    private static bool IsWay(string denial, List<ProseWord> between) => denial is "unable" or "impossible"
        || between.Exists(found => found.Text is "way" or "able" or "possible");

    // "can never", "will not", "may no longer"
    private static bool IsModal(List<ProseWord> sentence, int denial) =>
        sentence[denial].Text is "cannot" or "can't" or "won't" or "couldn't"
        || (denial > 0 && sentence[denial - 1].Text is "can" or "could" or "will" or "may");
}
