using System.Collections.Frozen;

namespace PolicyLayer.Core.Risk;

/// <summary>
/// Looks, in all sentences of a description, for grave effects told beside its first verb: "the current disk is overwritten",
/// "which erases its data", "this wipes all nodes", "the customer will be charged".
/// </summary>
internal static class EffectReader
{
    private const int LeadReach = 5;

    private static readonly FrozenSet<string> MoneyAlone =
        FrozenSet.Create(StringComparer.Ordinal, "charge", "bill", "debit", "refund", "purchase", "spend");

    private static readonly FrozenSet<string> Spans = FrozenSet.Create(
        StringComparer.Ordinal, "minute", "minutes", "hour", "hours", "day", "days", "week", "weeks", "month", "months");

    private static readonly FrozenSet<string> Subjects = WordFile.Words("words.subject");

    /// <summary>The gravest effect, or <see langword="null"/> if none is Destructive or Financial.</summary>
    /// <param name="sentences">The description.</param>
    /// <param name="isRead">
    /// Whether the tool reads as far as is known: then an effect counts only on what the description speaks of ("the message
    /// is removed"), and money that is told of is only looked at.
    /// </param>
    internal static Reading? Read(IReadOnlyList<List<ProseWord>> sentences, bool isRead)
    {
        Reading? worst = null;
        var read = isRead && sentences.Count > 0 ? new ThingRead(sentences[0]) : null;
        foreach (var sentence in sentences)
        {
            if (sentence != sentences[0] && ReadFirst(sentence, read) is { } first)
                worst = Worse(worst, first);
            for (var i = 0; i < sentence.Count; i++)
            {
                var effect = ReadPassive(sentence, i, read) ?? ReadActive(sentence, i, read) ?? ReadGerund(sentence, i, read);
                worst = Worse(worst, effect);
            }
        }

        return worst;
    }

    private static Reading? Worse(Reading? worst, Reading? effect) =>
        effect is null || effect.Category <= worst?.Category ? worst : effect;

    // "Overwrites the file if it exists", "Also deletes its files" or "WARNING: deletes the original" as a later sentence.
    private static Reading? ReadFirst(List<ProseWord> words, ThingRead? read)
    {
        var i = words.Count > 1 && words[1].IsSeparated && IsCall(words[0].Text) ? 1 : 0;
        while (i + 1 < words.Count && IsBetween(words[i].Text))
            i++;
        if (SentenceVerb.At(words, i) is not { Form: VerbForm.ThirdPerson } found
            || (!IsFirm(found.Verb) && !(found.End < words.Count && ProseWords.IsDeterminer(words[found.End].Text))))
        {
            return null;
        }

        return Judge(words, i, found, read);
    }

    private static Reading? Judge(List<ProseWord> words, int i, SentenceVerb found, ThingRead? read)
    {
        if (read is not null && !ThingRead.IsObject(words, found))
            return null;
        var reading = DescriptionReader.ReadVerb(words, i, found);
        var (category, isRead) = (reading.Category, read is not null);
        return category == RiskCategory.Destructive || (category == RiskCategory.Financial && !isRead) ? reading : null;
    }

    // "Removes trailing spaces" tidies what is made.
    private static bool IsFirm(Verb verb) => !verb.IsAlsoNoun && verb.Word is not ("remove" or "clear" or "drop");

    private static bool IsCall(string word) => word is "warning" or "caution" or "note" or "attention" or "important" or "danger";

    private static Reading? ReadPassive(List<ProseWord> words, int i, ThingRead? read)
    {
        var isShaped = i > 0 && CanBeParticiple(words[i].Text);
        if (!isShaped || VerbalForms.OfParticiple(words[i].Text) is not { } verb || !IsGrave(verb))
            return null;

        var verbStart = AuxiliaryBefore(words, i);
        if (verbStart < 0 || IsLater(words, i + 1))
            return null;
        var clause = ClauseStart(words, verbStart);
        if (!IsTold(words, clause, verbStart) || read?.IsSubject(words, verb, clause, verbStart, i) is false)
            return null;
        return new Reading(verb.Category, $"{words[verbStart].Text} {words[i].Text}", IsFirm: true);
    }

    private static bool CanBeParticiple(string word) => word.Length > 3 && word[^1] is 'd' or 'n' or 't';

    private static bool IsGrave(Verb verb) => verb.Category switch
    {
        RiskCategory.Destructive => true,
        RiskCategory.Financial => !verb.IsAlsoNoun || MoneyAlone.Contains(verb.Word),
        _ => false,
    };

    // "is", "will be", "may then be"; neither "would be", which is supposed, nor "can be", which is possible.
    private static int AuxiliaryBefore(List<ProseWord> words, int participle)
    {
        var i = participle - 1;
        while (i > 0 && IsBetween(words[i].Text))
            i--;
        if (words[i].Text is "is" or "are" or "gets" or "get")
            return i;
        if (words[i].Text is not "be")
            return -1;
        i--;
        while (i > 0 && IsBetween(words[i].Text))
            i--;
        return i >= 0 && words[i].Text is "will" or "may" or "might" ? i : -1;
    }

    private static bool IsBetween(string word) =>
        ProseWords.IsAdverb(word) || word is "first" or "then" or "also" or "thereby" or "always" or "therefore";

    private static int ClauseStart(List<ProseWord> words, int i)
    {
        while (i > 0 && !words[i].IsSeparated)
            i--;
        return i;
    }

    // Neither "if it is deleted" nor "files that are deleted" nor "nothing is deleted"; but "files that are not in it are
    // deleted".
    private static bool IsTold(List<ProseWord> words, int clause, int auxiliary)
    {
        for (var i = auxiliary - 1; i >= clause; i--)
        {
            var word = words[i].Text;
            if (IsFinite(word))
                return true;
            if (word is "none" or "nothing" or "nobody" or "neither" or "without" || (word == "no" && words[i + 1].Text != "longer"))
                return false;
            if (ProseWords.IsCondition(word))
                return word == "that" && i > clause && words[i - 1].Text is "so" or "note";
        }

        return true;
    }

    private static bool IsFinite(string word) =>
        word is "is" or "are" or "was" or "were" or "has" or "have" or "exist" or "exists" or "do" or "does" or "contains";

    // What is kept for a while is removed by time, not by the tool.
    private static bool IsLater(List<ProseWord> words, int i)
    {
        while (i < words.Count && ProseWords.IsAdverb(words[i].Text))
            i++;
        return i + 1 < words.Count
            && (words[i].Text is "within" or "every" || (words[i].Text is "after" or "in" && IsSpan(words, i + 1)));
    }

    // "after 30 days", "after an hour"
    private static bool IsSpan(List<ProseWord> words, int i) =>
        char.IsDigit(words[i].Text[0]) || (i + 1 < words.Count && Spans.Contains(words[i + 1].Text));

    // ", which overwrites the existing one"; "This wipes all data"; "It will also remove the index".
    private static Reading? ReadActive(List<ProseWord> words, int i, ThingRead? read)
    {
        var (before, isFuture) = (i - 1, false);
        for (; before > 0 && i - before <= LeadReach && MayStandBeforeVerb(words[before].Text); before--)
            isFuture |= words[before].Text is "will" or "may";
        if (before < 0 || !Leads(words, before, i))
            return null;

        // Looked up last: of most words, it is not asked.
        var form = isFuture ? VerbForm.Base : VerbForm.ThirdPerson;
        if (SentenceVerb.At(words, i) is not { Verb.Category: >= RiskCategory.Destructive } found || found.Form != form)
            return null;
        return Judge(words, i, found, read);
    }

    private static bool Leads(List<ProseWord> words, int before, int verb)
    {
        for (var i = before + 1; i <= verb; i++)
        {
            if (words[i].IsSeparated)
                return false;
        }

        return (words[before].Text == "which" && words[before].IsSeparated) || IsSubject(words, before);
    }

    private static bool MayStandBeforeVerb(string word) => IsBetween(word) || word is "will" or "may";

    // "This", "it", "this action", "the operation" at the beginning of a sentence or behind a comma.
    private static bool IsSubject(List<ProseWord> words, int at)
    {
        var start = words[at].Text is "this" or "it" ? at : at - 1;
        if (start == 1 && words[0].Text is "calling" or "using" or "running" or "reading" or "invoking")
            start = 0;
        return start >= 0 && (start == 0 || words[start].IsSeparated)
            && (at == start || words[at].Text is "this" or "it"
                || (words[at - 1].Text is "this" or "the" && Subjects.Contains(words[at].Text)));
    }

    // "restores a backup, overwriting what is there"; "copies a file, permanently erasing the old one".
    private static Reading? ReadGerund(List<ProseWord> words, int i, ThingRead? read)
    {
        var isBehind = words[i].IsSeparated || (i > 0 && words[i - 1].IsSeparated && IsBetween(words[i - 1].Text));
        if (i == 0 || !isBehind || !words[i].Text.EndsWith("ing", StringComparison.Ordinal)
            || SentenceVerb.At(words, i) is not { Form: VerbForm.Gerund, Verb.Category: RiskCategory.Destructive } found)
        {
            return null;
        }
        return Judge(words, i, found, read);
    }
}
