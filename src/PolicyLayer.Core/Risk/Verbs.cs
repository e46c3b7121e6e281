using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;

namespace PolicyLayer.Core.Risk;

/// <summary>The verbs that the rules know, and their forms in a sentence. Read once; safe to share.</summary>
internal static class Verbs
{
    private const char AlsoNoun = '~';
    private const char Manner = '?';

    private static readonly FrozenDictionary<string, Verb> ByWord = Enum.GetValues<RiskCategory>()
        .SelectMany(category => WordFile.Words("verbs." + category.ToString().ToLowerInvariant())
            .Select(entry => Read(entry, category)))
        .ToFrozenDictionary(verb => verb.Word, StringComparer.Ordinal);

    /// <summary>Finds a verb by its base form, as names have it.</summary>
    internal static bool TryFind(string word, [NotNullWhen(true)] out Verb? verb) => ByWord.TryGetValue(word, out verb);

    /// <summary>Finds a verb by any of its forms that tell what a tool does.</summary>
    internal static Verb? Find(string word, out VerbForm form)
    {
        form = VerbForm.Base;
        if (ByWord.TryGetValue(word, out var verb))
            return verb;

        form = VerbForm.ThirdPerson;
        if (word.EndsWith('s') && FindThirdPerson(word) is { } third)
            return third;

        form = VerbForm.Gerund;
        return word.Length > 5 && word.EndsWith("ing", StringComparison.Ordinal) ? FindGerund(word[..^3]) : null;
    }

    private static Verb? FindThirdPerson(string word) =>
        Try(word[..^1])
        ?? (word.EndsWith("es", StringComparison.Ordinal) ? Try(word[..^2]) : null)
        ?? (word.EndsWith("ies", StringComparison.Ordinal) ? Try(word[..^3] + "y") : null);

    private static Verb? FindGerund(string stem) =>
        Try(stem) ?? Try(stem + "e") ?? (stem.Length > 2 && stem[^1] == stem[^2] ? Try(stem[..^1]) : null);

    private static Verb? Try(string word) => ByWord.GetValueOrDefault(word);

    private static Verb Read(string entry, RiskCategory category) => new(
        entry.TrimEnd(AlsoNoun, Manner), category, entry.Contains(AlsoNoun, StringComparison.Ordinal),
        entry.Contains(Manner, StringComparison.Ordinal));
}
