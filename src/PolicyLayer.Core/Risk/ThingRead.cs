namespace PolicyLayer.Core.Risk;

/// <summary>
/// What a tool that otherwise reads is told to read. Only what happens to that, or is charged to the caller, is an effect of the
/// tool: "the message is removed", not "scripts and styles are removed". Immutable.
/// </summary>
internal sealed class ThingRead(List<ProseWord> firstSentence)
{
    private readonly HashSet<string> _names = DescriptionReader.ObjectOfLead(firstSentence)
        .Where(word => !ProseWords.IsDeterminer(word)).Select(VerbObjects.Singular).ToHashSet(StringComparer.Ordinal);

    /// <summary>Whether what is acted on can only be the thing read.</summary>
    internal static bool IsObject(List<ProseWord> words, SentenceVerb found) =>
        found.End < words.Count && words[found.End].Text is "it" or "them" or "its" or "the";

    /// <summary>Whether the subject of a passive is the thing read or, where it costs money, the caller.</summary>
    /// <param name="words">The sentence.</param>
    /// <param name="verb">What is done.</param>
    /// <param name="clause">Where the clause begins.</param>
    /// <param name="auxiliary">Where its verb begins.</param>
    /// <param name="participle">Where the participle stands.</param>
    internal bool IsSubject(List<ProseWord> words, Verb verb, int clause, int auxiliary, int participle) =>
        verb.Category == RiskCategory.Financial
            ? IsCaller(words, clause, auxiliary, participle + 1)
            : IsThing(words, SkipJoints(words, clause), auxiliary, participle + 1);

    // "Each message is deleted" after "receives messages"; "original gets deleted". Of things in general, only what ends there or
    // happens after the reading: sessions may be "invalidated on logout".
    private bool IsThing(List<ProseWord> words, int clause, int auxiliary, int end)
    {
        if (words[clause].Text is "the" or "it" or "its" or "this" or "these" or "they" or "their")
            return true;
        var subject = words[clause..Math.Max(clause, auxiliary)].TakeWhile(word => !ProseWords.IsPreposition(word.Text)).ToList();
        if (subject.Count == 0)
            return false;
        var noun = subject[^1].Text;
        if (noun is not ("original" or "originals") && !_names.Contains(VerbObjects.Singular(noun)))
            return false;
        return subject[0].Text is "each" or "every" or "all" or "any" || end >= words.Count || words[end].IsSeparated
            || ProseWords.IsAdverb(words[end].Text) || words[end].Text is "after" or "once" or "afterwards" or "upon" or "as";
    }

    // "Your card is charged", "each lookup is billed to your account"; but "is charged only when you confirm".
    private static bool IsCaller(List<ProseWord> words, int clause, int auxiliary, int end)
    {
        var joint = words.FindLastIndex(auxiliary, auxiliary - clause + 1, word => word.Text is "and" or "but");
        var subject = words[SkipJoints(words, Math.Max(joint, clause))].Text;
        var isCaller = subject is "your" or "you"
            || (end + 1 < words.Count && words[end].Text is "to" or "from" && words[end + 1].Text is "your" or "you");
        return isCaller && !words[end..].Exists(word => ProseWords.IsCondition(word.Text));
    }

    // "and then", "note that"
    private static int SkipJoints(List<ProseWord> words, int i)
    {
        while (i + 1 < words.Count && (words[i].Text is "and" or "then" or "but" or "afterwards" or "please" or "note"
            || (words[i].Text == "that" && i > 0 && words[i - 1].Text == "note")))
        {
            i++;
        }

        return i;
    }
}
