using System.Collections.Frozen;

namespace PolicyLayer.Core.Risk;

/// <summary>Forms in which a verb tells of an effect without being the verb of a sentence. Read once; safe to share.</summary>
internal static class VerbalForms
{
    private static readonly string[] Deeds = ["ation", "ion", "al", "ure", "ment"];
    private static readonly string[] Doers = ["er", "or"];

    private static readonly FrozenDictionary<string, string> Irregular = WordFile.Lines("verbs.irregular")
        .Select(WordFile.Split).ToFrozenDictionary(entry => entry[0], entry => entry[1], StringComparer.Ordinal);

    /// <summary>The verb of "deleted", "dropped", "emptied" or "overwritten".</summary>
    internal static Verb? OfParticiple(string word)
    {
        if (Irregular.TryGetValue(word, out var irregular))
            return Verbs.FindBase(irregular);
        if (!word.EndsWith("ed", StringComparison.Ordinal) || word.Length < 5)
            return null;
        return word.EndsWith("ied", StringComparison.Ordinal) ? Verbs.FindBase(word[..^3] + "y") : Verbs.FindStem(word[..^2]);
    }

    /// <summary>The verb of what is done: "deletion", "removal", "erasure", "deleting".</summary>
    internal static Verb? OfDeed(string word)
    {
        if (Irregular.TryGetValue(word, out var irregular))
            return Verbs.FindBase(irregular);
        return Find(word, Deeds) ?? (Verbs.Find(word, out var form) is { } verb && form == VerbForm.Gerund ? verb : null);
    }

    /// <summary>The verb of who does it: "remover", "processor".</summary>
    internal static Verb? OfDoer(string word) => Find(word, Doers);

    private static Verb? Find(string word, string[] suffixes)
    {
        foreach (var suffix in suffixes)
        {
            if (word.Length >= suffix.Length + 4 && word.EndsWith(suffix, StringComparison.Ordinal)
                && Verbs.FindStem(word[..^suffix.Length]) is { } verb)
            {
                return verb;
            }
        }

        return null;
    }
}
