using System.Runtime.InteropServices;

namespace PolicyLayer.Core.Risk;

/// <summary>
/// Reads what a tool does from the first sentence of its description: its first verb, what that acts on, and the verbs beside
/// it ("create, update or delete"; "fetch a message and delete it").
/// </summary>
internal static class DescriptionReader
{
    private const int MaxObject = 6;

    internal static Reading? Read(List<ProseWord> words)
    {
        var lead = FindLead(words, out var verb, out var form);
        if (verb is null)
            return null;

        var reading = ReadVerb(words, lead, verb);
        for (var i = lead + 1; i < words.Count; i++)
        {
            if (ReadBeside(words, i, form) is { } other && other.Category > reading.Category)
                reading = other;
        }

        return reading;
    }

    // The first word that is not filler tells what a tool does. Where it is no verb, one behind it may: "a wrapper that deletes",
    // "an assistant for deleting", "Acme: delete a file", "given its id, deletes a file".
    private static int FindLead(List<ProseWord> words, out Verb? verb, out VerbForm form)
    {
        verb = null;
        form = VerbForm.Base;
        var isLead = true;
        for (var i = 0; i < words.Count; i++)
        {
            if (isLead && ProseWords.IsFiller(words[i].Text))
                continue;
            var found = Verbs.Find(words[i].Text, out form);
            if (found is not null && (isLead ? !IsPlural(words, i, found, form) : Follows(words, i, found, form)))
            {
                verb = found;
                return i;
            }

            isLead &= ProseWords.IsAdverb(words[i].Text);
        }

        return -1;
    }

    // "Logs of the last hour" names what is shown.
    private static bool IsPlural(List<ProseWord> words, int i, Verb verb, VerbForm form) =>
        verb.IsAlsoNoun && form == VerbForm.ThirdPerson
        && (i + 1 == words.Count || words[i + 1].IsSeparated || ProseWords.IsPreposition(words[i + 1].Text));

    private static bool Follows(List<ProseWord> words, int i, Verb verb, VerbForm form) => i > 0 && form switch
    {
        _ when words[i].IsSeparated => !verb.IsAlsoNoun,
        VerbForm.Base => words[i - 1].Text is "to" && !verb.IsAlsoNoun,
        VerbForm.ThirdPerson => words[i - 1].Text is "that" or "which",
        _ => words[i - 1].Text is "for" or "by",
    };

    private static Reading ReadVerb(List<ProseWord> words, int at, Verb verb)
    {
        var acted = new List<string>(MaxObject);
        var start = at + 1 < words.Count && ProseWords.LeadsToObject(words[at + 1].Text) ? at + 2 : at + 1;
        for (var i = start; i < words.Count && acted.Count < MaxObject && !ProseWords.IsPreposition(words[i].Text); i++)
            acted.Add(words[i].Text);

        var (category, noun) = VerbObjects.Judge(verb, CollectionsMarshal.AsSpan(acted));
        if (noun is null)
            (category, noun) = VerbObjects.After(verb, Before(words, at)) ?? (category, noun);
        var quote = noun is null ? words[at].Text : $"{words[at].Text} {noun}";
        return new Reading(category, quote, IsFirm: !verb.IsAlsoNoun, IsManner: verb.IsManner && noun is null);
    }

    // "force push", "drag and drop"
    private static string[] Before(List<ProseWord> words, int at)
    {
        var start = Math.Max(0, at - 2);
        return [.. words[start..at].Select(word => word.Text)];
    }

    private static Reading? ReadBeside(List<ProseWord> words, int i, VerbForm leadForm)
    {
        // In capitals it is a keyword of some language: "INSERT, UPDATE or DELETE statements".
        var isBeside = words[i].IsSeparated || words[i - 1].Text is "and" or "or" or "then";
        if (!isBeside || words[i].IsCapitals || Verbs.Find(words[i].Text, out var form) is not { } verb)
            return null;
        var isSame = form == leadForm && (form != VerbForm.ThirdPerson || HasObject(words, i));
        return !verb.IsAlsoNoun && (isSame || IsEffect(words, i, verb, form))
            ? ReadVerb(words, i, verb) with { IsManner = false }
            : null;
    }

    // "restores a backup, overwriting what is there"
    private static bool IsEffect(List<ProseWord> words, int i, Verb verb, VerbForm form) =>
        words[i].IsSeparated && form == VerbForm.Gerund && verb.Category == RiskCategory.Destructive;

    // What could be the plural of a noun is a verb where an object follows.
    private static bool HasObject(List<ProseWord> words, int i) =>
        i + 1 < words.Count && ProseWords.IsDeterminer(words[i + 1].Text);
}
