using System.Runtime.InteropServices;

namespace PolicyLayer.Core.Risk;

/// <summary>
/// Reads what a tool does from the first sentence of its description: its first verb, what that acts on, and the verbs beside
/// it ("create, update or delete"; "fetch a message and delete it").
/// </summary>
internal static class DescriptionReader
{
    private const int MaxObject = 6;

    /// <summary>Reads the sentence.</summary>
    /// <param name="words">The sentence.</param>
    /// <param name="name">The words of the tool's name: one that is all of it is a verb in the description too.</param>
    internal static Reading? Read(List<ProseWord> words, string[] name)
    {
        if (FindLead(words, out var at) is not { } lead)
            return null;

        var reading = ReadVerb(words, at, lead);
        for (var i = at + 1; i < words.Count; i++)
        {
            if (ReadBeside(words, i, lead, name) is { } other && other.Category > reading.Category)
                reading = other with { RunsCode = reading.RunsCode || other.RunsCode };
        }

        return reading;
    }

    /// <summary>The verb at a place, with its object.</summary>
    internal static Reading ReadVerb(List<ProseWord> words, int at, SentenceVerb found)
    {
        var verb = found.Verb;
        var acted = ObjectAt(words, found.End);
        var (category, noun) = VerbObjects.Judge(verb, CollectionsMarshal.AsSpan(acted));
        if (noun is null)
            (category, noun) = VerbObjects.After(verb, Before(words, at)) ?? (category, noun);
        if (noun is null && IsForSale(words, found, acted))
            (category, noun) = (RiskCategory.Financial, "for sale");

        var quote = noun is null ? words[at].Text : $"{words[at].Text} {noun}";
        var runs = verb is { Category: RiskCategory.Execute, IsManner: true };
        var isManner = verb.IsManner && noun is null && !(runs && RunnableCode.IsAll(acted));
        return new Reading(category, quote, !verb.IsAlsoNoun, isManner, runs && RunnableCode.IsIn(acted));
    }

    /// <summary>The words that the first verb acts on.</summary>
    internal static List<string> ObjectOfLead(List<ProseWord> words) =>
        FindLead(words, out _) is { } lead ? ObjectAt(words, lead.End) : [];

    /// <summary>The words that a verb acts on, up to a preposition.</summary>
    internal static List<string> ObjectAt(List<ProseWord> words, int start)
    {
        var acted = new List<string>(MaxObject);
        if (start < words.Count && ProseWords.LeadsToObject(words[start].Text))
            start++;
        for (var i = start; i < words.Count && acted.Count < MaxObject && !ProseWords.IsPreposition(words[i].Text); i++)
            acted.Add(words[i].Text);
        return acted;
    }

    // The first word that is not filler tells what a tool does. Where it is no verb, one behind it may: "a wrapper that deletes",
    // "an assistant for deleting", "Acme: delete a file", "given its id, deletes a file".
    private static SentenceVerb? FindLead(List<ProseWord> words, out int at)
    {
        var isLead = true;
        for (at = 0; at < words.Count; at++)
        {
            if (isLead && ProseWords.IsFiller(words[at].Text))
                continue;
            if (SentenceVerb.At(words, at) is { } found && (isLead ? !IsNoun(words, found) : Follows(words, at, found)))
                return found;

            isLead &= ProseWords.IsAdverb(words[at].Text);
        }

        return null;
    }

    // "Logs of the last hour" and "position, height and speed" name what is shown.
    private static bool IsNoun(List<ProseWord> words, SentenceVerb found) => found.Verb.IsAlsoNoun && found.Form switch
    {
        VerbForm.ThirdPerson => found.End == words.Count || words[found.End].IsSeparated
            || ProseWords.IsPreposition(words[found.End].Text),
        VerbForm.Base => found.Verb.Category < RiskCategory.Execute && found.End < words.Count && words[found.End].IsSeparated
            && SentenceVerb.At(words, found.End) is null,
        _ => false,
    };

    private static bool Follows(List<ProseWord> words, int i, SentenceVerb found) => i > 0 && found.Form switch
    {
        _ when words[i].IsSeparated => !found.Verb.IsAlsoNoun,
        VerbForm.Base => words[i - 1].Text is "to" && !found.Verb.IsAlsoNoun,
        VerbForm.ThirdPerson => words[i - 1].Text is "that" or "which",
        _ => words[i - 1].Text is "for" or "by",
    };

    // "force push", "drag and drop"
    private static string[] Before(List<ProseWord> words, int at)
    {
        var start = Math.Max(0, at - 2);
        return [.. words[start..at].Select(word => word.Text)];
    }

    // One thing is put up for sale; "list the items for sale" shows what others did.
    private static bool IsForSale(List<ProseWord> words, SentenceVerb found, List<string> acted) =>
        found.Verb.Word is "list" or "put" or "offer" && acted is ["a" or "an" or "your" or "this" or "one", ..]
        && words.FindIndex(found.End, word => word.Text == "sale") is > 0 and var sale && words[sale - 1].Text == "for";

    private static Reading? ReadBeside(List<ProseWord> words, int i, SentenceVerb lead, string[] name)
    {
        // In capitals it is a keyword of some language: "INSERT, UPDATE or DELETE statements".
        if (!IsJoined(words, i) || words[i].IsCapitals || SentenceVerb.At(words, i) is not { } found)
            return null;
        if (ReplacesAll(words, found, lead))
            return new Reading(RiskCategory.Destructive, $"{lead.Verb.Word}, {words[i].Text}", IsFirm: true);

        var isVerb = HasObject(words, found.End) || IsName(words, i, found, name)
            || (found.Verb.IsAlsoNoun ? ActsBehind(words, i, found) : found.Form != VerbForm.ThirdPerson || IsSure(words, i, found));
        return found.Form == lead.Form && isVerb ? ReadVerb(words, i, found) with { IsFirm = true, IsManner = false } : null;
    }

    // "Fetches mail, then deletes" says enough; "gets news and updates" or "shows adds and deletes" may name things, unless
    // something follows that is acted on.
    private static bool IsSure(List<ProseWord> words, int i, SentenceVerb found) => ActsOn(words, found.End)
        || (found.Verb.Category >= RiskCategory.Destructive && !IsInRow(words, i));

    private static bool IsInRow(List<ProseWord> words, int i)
    {
        var before = IsJoint(words[i - 1].Text) ? i - 2 : i - 1;
        return before > 0 && Verbs.Find(words[before].Text, out var form) is not null
            && form == VerbForm.ThirdPerson;
    }

    // "then purges messages", "and runs commands"; but "gets orders, trades and charges of the account".
    private static bool ActsBehind(List<ProseWord> words, int i, SentenceVerb found) =>
        words[i - 1].Text == "then" ? found.Form != VerbForm.Gerund
            : found.Form == VerbForm.ThirdPerson && !words[i].IsSeparated && ActsOn(words, found.End);

    // A bare noun that is acted on: neither "charges data" nor "trades made", which only go on naming.
    private static bool ActsOn(List<ProseWord> words, int at) =>
        at < words.Count && words[at] is { IsSeparated: false, Text: var next }
        && !ProseWords.IsPreposition(next) && !Nouns.Content.Contains(next) && next is not ("data" or "made")
        && VerbalForms.OfParticiple(next) is null && !next.EndsWith("ing", StringComparison.Ordinal);

    // "and then delete", "and permanently delete"
    private static bool IsJoined(List<ProseWord> words, int i) => words[i].IsSeparated || IsJoint(words[i - 1].Text)
        || (i > 1 && ProseWords.IsAdverb(words[i - 1].Text) && (words[i - 1].IsSeparated || IsJoint(words[i - 2].Text)));

    private static bool IsJoint(string word) => word is "and" or "or" or "then";

    // "restores a backup, replacing all current data"; but "writes a value, replacing the one there" can be done again.
    private static bool ReplacesAll(List<ProseWord> words, SentenceVerb found, SentenceVerb lead) =>
        found is { Form: VerbForm.Gerund, Verb.Word: "replace" }
        && lead.Verb.Word is "restore" or "import" or "load" or "recover" or "revert" or "rollback" or "reset"
        && ObjectAt(words, found.End).Exists(word => word is "all" or "current" or "existing" or "everything" or "entire");

    // What could be a noun, or its plural, is a verb where an object follows: "find the payment and refund the customer".
    private static bool HasObject(List<ProseWord> words, int end) =>
        end < words.Count && !words[end].IsSeparated && ProseWords.IsDeterminer(words[end].Text);

    // A tool that is called by nothing but this verb: "deposit", "view the address and deposit funds".
    private static bool IsName(List<ProseWord> words, int i, SentenceVerb found, string[] name) =>
        name is [var only] && only == found.Verb.Word && words[i - 1].Text is "and" or "then"
        && found.End < words.Count && !words[found.End].IsSeparated && !ProseWords.IsPreposition(words[found.End].Text);
}
