using System.Collections.Frozen;

namespace PolicyLayer.Core.Risk;

/// <summary>
/// Looks for the claim that a tool which runs queries only runs such that read. Its first sentence has to make it, of what the
/// tool runs, and no sentence may tell of changes.
/// </summary>
internal static class ReadOnlyClaim
{
    private static readonly FrozenSet<string> Changes = WordFile.Words("words.change");

    // Behind one of these, "read only" is a case or a choice: "set read only to true".
    private static readonly FrozenSet<string> Stops = FrozenSet.Create(
        StringComparer.Ordinal, "for", "set", "sets", "when", "if", "unless", "use", "or", "except", "optionally", "not");

    internal static string? Find(Prose prose)
    {
        foreach (var sentence in prose.Sentences)
        {
            if (TellsOfChanges(sentence))
                return null;
        }

        return InFirst(prose.First) ?? prose.Sentences.Select(Only).FirstOrDefault(claim => claim is not null);
    }

    // "INSERT and DELETE are refused" and "does not modify data" tell of none; "are refused when …" does.
    private static bool TellsOfChanges(List<ProseWord> words)
    {
        var change = words.FindIndex(word => Changes.Contains(word.Text));
        if (change < 0)
            return false;

        var isDenied = words[..change].Exists(word => ProseWords.IsNegation(word.Text)) || words[change..].Exists(IsRefusal);
        return !isDenied || words.Exists(word => word.Text is "when" or "if" or "unless" or "until" or "while" or "except");
    }

    private static bool IsRefusal(ProseWord word) => word.Text is "not" or "rejected" or "refused" or "blocked" or "forbidden"
        or "denied" or "disallowed" or "prohibited";

    // "Run a read-only query", "execute SELECT queries", "run a query in a read-only transaction", "run a query (read-only)".
    private static string? InFirst(List<ProseWord> words)
    {
        for (var i = 0; i < words.Count; i++)
        {
            var word = words[i].Text;
            if (Stops.Contains(word))
                return null;
            var isInObject = !words[..(i + 1)].Exists(before => before.IsSeparated || ProseWords.IsPreposition(before.Text));
            if (isInObject && word == "select" && Follows(words, i, "query", "queries", "statement", "statements"))
                return $"select {words[i + 1].Text}";
            var isReadOnly = word == "readonly" || (word == "read" && Follows(words, i, "only"));
            if (isReadOnly && (isInObject || IsMode(words, i) || IsAside(words, i)))
                return "read only";
        }

        return null;
    }

    // "Only SELECT statements are allowed."
    private static string? Only(List<ProseWord> words) =>
        words is [{ Text: "only" }, { Text: "select" or "read" or "readonly" }, ..]
        && words.Exists(word => word.Text is "allowed" or "permitted" or "supported" or "accepted")
        && !words.Exists(word => ProseWords.IsCondition(word.Text))
            ? $"only {words[1].Text}"
            : null;

    private static bool Follows(List<ProseWord> words, int i, params ReadOnlySpan<string> next) =>
        i + 1 < words.Count && next.Contains(words[i + 1].Text);

    private static bool IsMode(List<ProseWord> words, int i) =>
        i > 1 && (words[i - 1].Text == "in" || (words[i - 1].Text == "a" && words[i - 2].Text == "in"))
        && words.FindIndex(i, word => word.Text is "mode" or "transaction" or "session") is > 0 and var mode && mode <= i + 2;

    private static bool IsAside(List<ProseWord> words, int i)
    {
        var end = words[i].Text == "readonly" ? i + 1 : i + 2;
        return words[i].IsSeparated && (end >= words.Count || words[end].IsSeparated);
    }
}
