using System.Collections.Frozen;

namespace PolicyLayer.Core.Risk;

/// <summary>What a verb does to an object: mostly what it always does, but to clear a filter destroys nothing.</summary>
internal static class VerbObjects
{
    private static readonly FrozenDictionary<(string Verb, string Noun), RiskCategory> Exceptions = WordFile.Lines("objects")
        .Select(WordFile.Split)
        .SelectMany(entry => entry[2..].Select(noun => (Key: (entry[1], noun), Category: Enum.Parse<RiskCategory>(entry[0]))))
        .ToFrozenDictionary(entry => entry.Key, entry => entry.Category);

    private static readonly FrozenSet<string> Recording = WordFile.Words("verbs.record");

    /// <summary>The category of the verb with these words as its object, and the word that decided, if one did.</summary>
    internal static (RiskCategory Category, string? Noun) Judge(Verb verb, ReadOnlySpan<string> words)
    {
        if (FindException(verb, words, RiskCategory.Destructive) is { } exception)
            return exception;
        if (verb.Category is not (RiskCategory.Write or RiskCategory.Execute) || Recording.Contains(verb.Word))
            return (verb.Category, null);
        return MoneyIn(words) is { } money ? (RiskCategory.Financial, money) : (verb.Category, null);
    }

    /// <summary>What a verb does with these words before it: "git checkout", "drag and drop", "force push".</summary>
    internal static (RiskCategory Category, string? Noun)? After(Verb verb, ReadOnlySpan<string> words) =>
        FindException(verb, words, RiskCategory.Read);

    // A grave exception follows from any word of the object, another from the last alone: of a message template, the template
    // is what is acted on.
    private static (RiskCategory Category, string? Noun)? FindException(
        Verb verb, ReadOnlySpan<string> words, RiskCategory fromAnyWord)
    {
        for (var i = words.Length - 1; i >= 0; i--)
        {
            if (!Exceptions.TryGetValue((verb.Word, words[i]), out var category)
                && !Exceptions.TryGetValue((verb.Word, Singular(words[i])), out category))
            {
                continue;
            }

            // The funds of a project are funds all the same.
            var isDecisive = category >= fromAnyWord || i == words.Length - 1;
            if (isDecisive && (category > verb.Category || MoneyIn(words) is null))
                return (category, words[i]);
        }

        return null;
    }

    private static string? MoneyIn(ReadOnlySpan<string> words)
    {
        if (words.IsEmpty || Nouns.Aside.Contains(words[^1]))
            return null;
        foreach (var word in words)
        {
            if (Nouns.Money.Contains(word))
                return word;
        }

        return null;
    }

    /// <summary>The singular of a noun, or the word itself.</summary>
    internal static string Singular(string word) => word switch
    {
        [.. var stem, 'i', 'e', 's'] => stem + "y",
        [.., 'c' or 's', 'h', 'e', 's'] => word[..^2],
        [.., 's'] => word[..^1],
        _ => word,
    };
}
