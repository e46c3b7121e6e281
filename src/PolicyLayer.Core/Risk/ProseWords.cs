using System.Collections.Frozen;

namespace PolicyLayer.Core.Risk;

/// <summary>What small words do in a sentence. Read once; safe to share.</summary>
internal static class ProseWords
{
    private static readonly FrozenSet<string> Filler = WordFile.Words("words.filler");
    private static readonly FrozenSet<string> Determiners = WordFile.Words("words.determiner");
    private static readonly FrozenSet<string> Prepositions = WordFile.Words("words.preposition");
    private static readonly FrozenSet<string> Conditions = WordFile.Words("words.condition");
    private static readonly FrozenSet<string> Negations = WordFile.Words("words.negation");
    private static readonly FrozenSet<string> Headings = WordFile.Words("words.heading");

    internal static bool IsFiller(string word) => Filler.Contains(word);

    /// <summary>Whether it is likely an adverb, such as "quickly"; "apply" looks like one too.</summary>
    internal static bool IsAdverb(string word) => word.Length > 4 && word.EndsWith("ly", StringComparison.Ordinal);

    /// <summary>Whether an object follows or is meant: "the", "it".</summary>
    internal static bool IsDeterminer(string word) => Determiners.Contains(word);

    /// <summary>Whether the object of some verbs stands behind it: "subscribe to a plan", "bid on an item".</summary>
    internal static bool LeadsToObject(string word) => word is "to" or "for" or "on";

    internal static bool IsPreposition(string word) => Prepositions.Contains(word);

    /// <summary>Whether what follows is not told, but supposed, or only says which one: "if", "that".</summary>
    internal static bool IsCondition(string word) => Conditions.Contains(word);

    internal static bool IsNegation(string word) => Negations.Contains(word);

    /// <summary>Whether, before a colon, it begins a list of parameters, results or examples.</summary>
    internal static bool IsHeading(string word) => Headings.Contains(word);
}
