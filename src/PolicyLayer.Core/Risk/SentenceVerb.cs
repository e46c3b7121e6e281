using System.Collections.Frozen;

namespace PolicyLayer.Core.Risk;

/// <summary>A verb where it stands in a sentence. Immutable.</summary>
/// <param name="Verb">The verb.</param>
/// <param name="Form">How it stands there.</param>
/// <param name="End">Behind its last word: a verb may be two, as in "tear down".</param>
internal readonly record struct SentenceVerb(Verb Verb, VerbForm Form, int End)
{
    private static readonly FrozenSet<string> Particles = WordFile.Words("words.particle");

    /// <summary>The verb that begins at a word, if one does.</summary>
    internal static SentenceVerb? At(List<ProseWord> words, int i)
    {
        if (i + 1 < words.Count && IsParticle(words[i + 1].Text) && words[i + 1] is { IsSeparated: false, IsHyphened: false }
            && Verbs.Find(words[i].Text, out var form, words[i + 1].Text) is { } phrasal)
        {
            return new(phrasal, form, i + 2);
        }

        return Verbs.Find(words[i].Text, out form) is { } verb ? new(verb, form, i + 1) : null;
    }

    internal static bool IsParticle(string word) => Particles.Contains(word);
}
