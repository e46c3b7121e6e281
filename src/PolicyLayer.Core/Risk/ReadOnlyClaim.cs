using System.Collections.Frozen;

namespace PolicyLayer.Core.Risk;

/// <summary>
/// Looks for the claim that a tool which runs queries only runs such that read. Its first sentence has to make it, of what the
/// tool runs, and no sentence may tell of changes.
/// </summary>
internal static class ReadOnlyClaim
{
    private static readonly FrozenSet<string> Changes = WordFile.Words("words.change");

    private static readonly FrozenSet<string> Keywords = WordFile.Words("words.keyword");

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
        var change = Enumerable.Range(0, words.Count).FirstOrDefault(i => IsChange(words, i), -1);
        if (change < 0)
            return false;

        var isDenied = words[..change].Exists(word => ProseWords.IsNegation(word.Text)) || words[change..].Exists(IsRefusal);
        return !isDenied || words.Exists(word => word.Text is "when" or "if" or "unless" or "until" or "while" or "except");
    }

    // Many a keyword is a plain word elsewhere, so that it has to be written as one: "CREATE and GRANT".
    private static bool IsChange(List<ProseWord> words, int i) => Changes.Contains(words[i].Text)
        || (words[i].IsCapitals && Keywords.Contains(words[i].Text)) || IsAnything(words, i) || IsMore(words, i);

    // "or any other statement"; but "for any other statement, use another tool".
    private static bool IsAnything(List<ProseWord> words, int i)
    {
        var isOpen = words[i].Text == "other"
            || (words[i].Text is "any" or "arbitrary" && i > 0 && words[i - 1].Text is "or" or "and");
        if (!isOpen || words[..i].Exists(word => word.Text == "for"))
            return false;
        var next = i + 1 < words.Count && words[i + 1].Text is "sql" or "cypher" ? i + 2 : i + 1;
        return next < words.Count
            && words[next].Text is "statement" or "statements" or "command" or "commands" or "query" or "queries";
    }

    // "It can also run …", unless that is a keyword that reads.
    private static bool IsMore(List<ProseWord> words, int i) => words[i].Text == "also"
        && i + 2 < words.Count && words[i + 1].Text is "run" or "runs" or "execute" or "executes"
        && words[i + 2].Text is not ("explain" or "show" or "describe" or "select" or "with");

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
