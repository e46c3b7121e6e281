using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;

namespace PolicyLayer.Core.Risk;

/// <summary>
/// Reads what a tool does from its name: the verb, wherever it stands (<c>delete_file</c>, <c>files.delete</c>,
/// <c>acme_delete_file</c>), what it acts on, and destroying or paying words beside it.
/// </summary>
internal static class NameReader
{
    private static readonly FrozenSet<string> Hindering = WordFile.Words("verbs.hinder");

    internal static Reading? Read(string[] split)
    {
        var words = JoinParticles(split);
        var first = FindVerb(words, 0, firmOnly: false);
        if (first < 0)
            return ReadInflected(words) ?? ReadNouns(words);

        var firm = FindVerb(words, first, firmOnly: true);
        if (firm < 0)
        {
            var ambiguous = ReadAmbiguous(words, first);
            return Worse(ambiguous, ReadRest(words, first, ambiguous.Category));
        }

        // What is looked at before it happens: the description has to say that it only is.
        Verbs.TryFind(words[first], out var leading);
        var reading = ReadVerb(words, firm, isFirm: firm == first || leading!.Category != RiskCategory.Read);
        if (firm == first)
            return Worse(reading, ReadRest(words, firm, reading.Category));

        // A noun before its verb ("run list"), or a verb before an object that sounds like one ("trigger update").
        var isLast = firm == words.Length - 1;
        var isRead = reading.Category == RiskCategory.Read && (isLast || Nouns.Content.Contains(words[^1]));
        return isRead || (isLast && leading!.IsManner)
            ? Worse(reading, ReadRest(words, firm, reading.Category))
            : Worse(ReadVerb(words, first, isFirm: true), reading);
    }

    private static Reading? ReadNouns(string[] words) => words.Length > 0 && Nouns.Content.Contains(words[^1])
        ? new Reading(RiskCategory.Read, words[^1], IsFirm: false)
        : null;

    // "deletes_file", "deleting_files", "file_deletion", "code_executor". A noun, so the description may say otherwise.
    private static Reading? ReadInflected(string[] words)
    {
        if (words.Length == 0)
            return null;
        if (Verbs.Find(words[0], out _) is { IsAlsoNoun: false } leading)
            return Judge(words, leading, 0, words.AsSpan(1..), isFirm: true);

        var last = words.Length - 1;
        var verb = VerbalForms.OfDeed(words[last]) ?? VerbalForms.OfDoer(words[last]);
        return verb is null || verb.Category == RiskCategory.Write || (verb is { IsAlsoNoun: true, Category: RiskCategory.Read })
            ? null
            : Judge(words, verb, last, words.AsSpan(..last), isFirm: false);
    }

    private static Reading Judge(string[] words, Verb verb, int at, ReadOnlySpan<string> acted, bool isFirm)
    {
        var (category, noun) = VerbObjects.Judge(verb, acted);
        return new Reading(category, noun is null ? words[at] : Quote(words[at], noun, words), isFirm);
    }

    // "log_out", "tear_down" and "check_out" are one verb each.
    private static string[] JoinParticles(string[] words)
    {
        for (var i = 0; i + 1 < words.Length; i++)
        {
            if (SentenceVerb.IsParticle(words[i + 1]) && Verbs.FindBase(words[i] + words[i + 1]) is { } verb)
                words = [.. words[..i], verb.Word, .. words[(i + 2)..]];
        }

        return words;
    }

    private static Reading ReadAmbiguous(string[] words, int first)
    {
        var reading = ReadVerb(words, first, isFirm: false);
        if (words.Length == first + 1)
            return reading;
        if (Nouns.Content.Contains(words[^1]) && !Nouns.Money.Contains(words[^1]))
            return reading.Category == RiskCategory.Destructive ? reading : new(RiskCategory.Read, words[^1], IsFirm: false);

        // With an object behind it, what triggers or destroys is a verb; a trade or a charge may still be what is looked at.
        return reading with { IsFirm = reading.Category is RiskCategory.Execute or RiskCategory.Destructive };
    }

    private static Reading ReadVerb(string[] words, int at, bool isFirm)
    {
        Verbs.TryFind(words[at], out var verb);
        var start = at + 1 < words.Length && ProseWords.LeadsToObject(words[at + 1]) ? at + 2 : at + 1;
        var end = start;
        while (end < words.Length && !ProseWords.IsPreposition(words[end]))
            end++;

        // A verb that ends the name acts on what stands before it.
        var acted = end > start ? words.AsSpan(start..end) : words.AsSpan(..at);
        var (category, noun) = VerbObjects.Judge(verb!, acted);
        if (noun is null && end > start)
            (category, noun) = VerbObjects.After(verb!, words.AsSpan(..at)) ?? (category, noun);
        return new Reading(category, noun is null ? words[at] : Quote(words[at], noun, words), isFirm);
    }

    private static string Quote(string verb, string noun, string[] words) =>
        Array.IndexOf(words, noun) < Array.IndexOf(words, verb) ? $"{noun} {verb}" : $"{verb} {noun}";

    // "bulk_delete", "confirm_refund", "get_or_create": a grave word beside the verb counts, unless it names a setting.
    private static Reading? ReadRest(string[] words, int verb, RiskCategory category)
    {
        Reading? worst = null;
        for (var i = verb + 1; i < words.Length; i++)
        {
            if (!Verbs.TryFind(words[i], out var other))
            {
                worst = Worse(worst, ReadDeed(words, verb, i, category));
                continue;
            }

            if (IsReplacing(words, verb, i))
                worst = Worse(worst, new Reading(RiskCategory.Destructive, $"{words[verb]} or {words[i]}", IsFirm: true));
            var isJoined = words[i - 1] is "and" or "or" or "then";
            if (other.IsAlsoNoun && !(isJoined && other.Category == RiskCategory.Destructive))
                continue;

            var isGrave = other.Category >= RiskCategory.Destructive && !IsGuarded(words, i);
            if (!isJoined && !isGrave)
                continue;

            // After a verb that reads, it may be what is read about: the description has to say.
            var isFirm = isJoined || category != RiskCategory.Read;
            worst = Worse(worst, ReadVerb(words, i, isFirm));
        }

        return worst;
    }

    // "schedule_key_deletion" deletes; "cancel_deletion" and "get_deletion" do not, nor does "enable_auto_deletion" by itself.
    private static Reading? ReadDeed(string[] words, int verb, int at, RiskCategory category)
    {
        var isDoing = category is RiskCategory.Write or RiskCategory.Execute && !Hindering.Contains(words[verb]);
        if (!isDoing || IsGuarded(words, at))
            return null;
        return VerbalForms.OfDeed(words[at]) is { IsAlsoNoun: false, Category: >= RiskCategory.Destructive } deed
            ? new Reading(deed.Category, $"{words[verb]} {words[at]}", IsFirm: true)
            : null;
    }

    private static bool IsReplacing(string[] words, int verb, int at) =>
        words[at] == "replace" && at == verb + 2 && words[verb] is "create" or "write" or "save" && words[at - 1] == "or";

    private static bool IsGuarded(string[] words, int at) => at + 1 < words.Length && Nouns.Guard.Contains(words[at + 1]);

    [return: NotNullIfNotNull(nameof(reading))]
    private static Reading? Worse(Reading? reading, Reading? other) =>
        reading is null || other?.Category > reading.Category ? other : reading;

    // "add to return", "sort by order": behind a preposition stands no verb.
    private static int FindVerb(string[] words, int from, bool firmOnly)
    {
        for (var i = from; i < words.Length; i++)
        {
            if (i > 0 && words[i - 1] is ("to" or "by" or "from" or "in" or "on" or "with" or "as"))
                continue;
            if (Verbs.TryFind(words[i], out var verb) && !(firmOnly && verb.IsAlsoNoun))
                return i;
        }

        return -1;
    }
}
