using System.Collections.Frozen;

namespace PolicyLayer.Core.Risk;

/// <summary>Looks for what a description says of a way back: that there is none, or that there is one.</summary>
internal static class WayBack
{
    private const int Reach = 4;
    private const int SubjectReach = 5;

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
                if (IsForGood(sentence, i))
                    return "for good";
            }
        }

        return null;
    }

    /// <summary>
    /// The words that say, in a sentence that leaves no doubt and is about what was destroyed, that it can be taken back.
    /// </summary>
    internal static string? Told(Prose prose, string[] name)
    {
        var destroyed = DescriptionReader.ObjectOfLead(prose.First).Concat(name).Select(VerbObjects.Singular).ToHashSet();
        return PhraseList.Reversible.FindIn(prose.Flat, (before, behind) => IsDoubtful(before, behind)
            || !(behind.StartsWith(" soft ", StringComparison.Ordinal) || IsOf(destroyed, WordFile.Split(before))));
    }

    private static bool IsDoubtful(string before, string behind)
    {
        var words = WordFile.Split(behind);
        return Array.Exists(words, Doubt.Contains) || Array.Exists(WordFile.Split(before), Doubt.Contains)
            || Array.Exists(words, word => word is "not" or "support" or "fee")
            || behind.Contains(" from it ", StringComparison.Ordinal)
            || behind.Contains(" backup", StringComparison.Ordinal) || before.Contains(" backup", StringComparison.Ordinal);
    }

    // "It can be restored", "the widget can be restored", "deletion can be undone"; but neither "other
    // widgets" nor "an old one" nor "archiving".
    private static bool IsOf(HashSet<string> destroyed, string[] before)
    {
        if (before is [] or [.., "it" or "they" or "this" or "these" or "that" or "and" or "but" or "action"])
            return true;
        if (VerbalForms.OfDeed(before[^1]) is { Category: RiskCategory.Destructive })
            return true;
        for (var i = before.Length - 1; i >= Math.Max(0, before.Length - SubjectReach); i--)
        {
            if (before[i] is "the" or "this" or "these" or "its" or "their" or "your" or "all")
                return true;
            if (before[i] is "a" or "an")
                return false;
            if (destroyed.Contains(VerbObjects.Singular(before[i])))
                return true;
        }

        return false;
    }

    // "Deletes it for good"; neither "for good measure" nor "users who left for good".
    private static bool IsForGood(List<ProseWord> sentence, int at) =>
        sentence[at].Text == "good" && sentence[at - 1].Text == "for"
        && (at + 1 == sentence.Count || sentence[at + 1].IsSeparated || ProseWords.IsPreposition(sentence[at + 1].Text))
        && !sentence[..at].Exists(word => ProseWords.IsNegation(word.Text) || ProseWords.IsCondition(word.Text));

    // "cannot be undone", "is not reversible", "no way to revert", "not be able to recover"; but "does not restore" tells of a
    // tool that restores.
    private static string? FindDenial(List<ProseWord> sentence, int at)
    {
        var word = sentence[at].Text;
        for (var i = at - 1; i >= Math.Max(0, at - Reach); i--)
        {
            // "Xyzn't" may be any word of the server's.
            if (IsDenial(sentence[i].Text) && Denies(sentence, i, at, word))
                return ProseWords.IsNegation(sentence[i].Text) ? sentence[i].Text : "not";
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
