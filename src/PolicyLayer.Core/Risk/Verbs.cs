using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;

namespace PolicyLayer.Core.Risk;

/// <summary>The verbs that the rules know, and their forms in a sentence. Read once; safe to share.</summary>
internal static class Verbs
{
    private const char AlsoNoun = '~';
    private const char Manner = '?';
    private const string Again = "re";

    private static readonly FrozenDictionary<string, Verb> ByWord = Enum.GetValues<RiskCategory>()
        .SelectMany(category => WordFile.Words("verbs." + category.ToString().ToLowerInvariant())
            .Select(entry => Read(entry, category)))
        .ToFrozenDictionary(verb => verb.Word, StringComparer.Ordinal);

    /// <summary>Finds a verb by its base form, as names have it.</summary>
    internal static bool TryFind(string word, [NotNullWhen(true)] out Verb? verb) => (verb = FindBase(word)) is not null;

    /// <summary>Finds a verb by its base form, or <see langword="null"/>: "upload", and "reupload" too.</summary>
    internal static Verb? FindBase(string word)
    {
        if (ByWord.TryGetValue(word, out var verb))
            return verb;
        return word.Length >= Again.Length + 4 && word.StartsWith(Again, StringComparison.Ordinal)
            ? ByWord.GetValueOrDefault(word[Again.Length..])
            : null;
    }

    /// <summary>Finds a verb by any of its forms that tell what a tool does.</summary>
    /// <param name="word">The word.</param>
    /// <param name="form">Its form.</param>
    /// <param name="particle">What stands behind it and belongs to it, as "down" in "tears down"; or empty.</param>
    internal static Verb? Find(string word, out VerbForm form, string particle = "")
    {
        form = VerbForm.Base;
        if (FindBase(word + particle) is { } verb)
            return verb;

        form = VerbForm.ThirdPerson;
        if (word.EndsWith('s') && FindThirdPerson(word, particle) is { } third)
            return third;

        form = VerbForm.Gerund;
        return word.Length > 5 && word.EndsWith("ing", StringComparison.Ordinal) ? FindStem(word[..^3], particle) : null;
    }

    /// <summary>Finds the verb that a word before a suffix comes from: "delet", "runn", "remov".</summary>
    internal static Verb? FindStem(string stem, string particle = "") =>
        FindBase(stem + particle) ?? FindBase(stem + "e" + particle)
        ?? (stem.Length > 2 && stem[^1] == stem[^2] ? FindBase(stem[..^1] + particle) : null);

    private static Verb? FindThirdPerson(string word, string particle) =>
        FindBase(word[..^1] + particle)
        ?? (word.EndsWith("es", StringComparison.Ordinal) ? FindBase(word[..^2] + particle) : null)
        ?? (word.EndsWith("ies", StringComparison.Ordinal) ? FindBase(word[..^3] + "y" + particle) : null);

    private static Verb Read(string entry, RiskCategory category) => new(
        entry.TrimEnd(AlsoNoun, Manner), category, entry.Contains(AlsoNoun, StringComparison.Ordinal),
        entry.Contains(Manner, StringComparison.Ordinal));
}
