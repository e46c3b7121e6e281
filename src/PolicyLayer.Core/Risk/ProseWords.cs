using System.Collections.Frozen;
using System.Text;

namespace PolicyLayer.Core.Risk;

/// <summary>Splits prose into words and its first sentence. Bounded: what comes very late in a long text is not read.</summary>
internal static class ProseWords
{
    /// <summary>As much of a description as is read.</summary>
    internal const int MaxLength = 8192;

    private const int MaxSentence = 60;

    private static readonly FrozenSet<string> Filler = WordFile.Words("words.filler");
    private static readonly FrozenSet<string> Determiners = WordFile.Words("words.determiner");
    private static readonly FrozenSet<string> Prepositions = WordFile.Words("words.preposition");

    internal static bool IsFiller(string word) => Filler.Contains(word);

    /// <summary>Whether it is likely an adverb, such as "quickly"; "apply" looks like one too.</summary>
    internal static bool IsAdverb(string word) => word.Length > 4 && word.EndsWith("ly", StringComparison.Ordinal);

    /// <summary>Whether an object follows or is meant: "the", "it".</summary>
    internal static bool IsDeterminer(string word) => Determiners.Contains(word);

    /// <summary>Whether the object of some verbs stands behind it: "subscribe to a plan", "bid on an item".</summary>
    internal static bool LeadsToObject(string word) => word is "to" or "for" or "on";

    internal static bool IsPreposition(string word) => Prepositions.Contains(word);

    /// <summary>The first sentence that has words: up to a full stop, an empty line, or a list.</summary>
    internal static List<ProseWord> FirstSentence(string text)
    {
        var words = new List<ProseWord>();
        var isSeparated = false;
        var end = Math.Min(text.Length, MaxLength);
        for (var i = 0; i < end && words.Count < MaxSentence;)
        {
            if (IsWordAt(text, i))
            {
                var start = i;
                while (i < end && (IsWordAt(text, i) || IsInnerMark(text, i)))
                    i++;
                words.Add(Word(text.AsSpan(start..i), isSeparated));
                isSeparated = false;
            }
            else if (words.Count > 0 && EndsSentence(text, i))
            {
                break;
            }
            else
            {
                isSeparated |= text[i] is ',' or '/' or '(' or ']' or ':' or ';' or '—' or '–' or '&' or '+' or '|'
                    || (text[i] == '-' && i + 1 < end && text[i + 1] == ' ');
                i++;
            }
        }

        return words;
    }

    /// <summary>The whole text as words in lower case, joined by single spaces, for the search of phrases.</summary>
    internal static string Flatten(string text)
    {
        var end = Math.Min(text.Length, MaxLength);
        var flat = new StringBuilder(end + 2).Append(' ');
        for (var i = 0; i < end; i++)
        {
            if (IsWordAt(text, i) || IsInnerMark(text, i))
                flat.Append(text[i] == '’' ? '\'' : char.ToLowerInvariant(text[i]));
            else if (flat[^1] != ' ')
                flat.Append(' ');
        }

        return flat.Append(' ').ToString();
    }

    private static ProseWord Word(ReadOnlySpan<char> text, bool isSeparated)
    {
        var isCapitals = text.Length > 2 && !text.ContainsAnyInRange('a', 'z');
        return new(text.ToString().ToLowerInvariant().Replace('’', '\''), isCapitals, isSeparated);
    }

    private static bool IsWordAt(string text, int i) => char.IsLetterOrDigit(text[i]);

    private static bool IsInnerMark(string text, int i) => text[i] is '\'' or '’'
        && i > 0 && i + 1 < text.Length && IsWordAt(text, i - 1) && IsWordAt(text, i + 1);

    private static bool EndsSentence(string text, int i)
    {
        var next = i + 1 < text.Length ? text[i + 1] : ' ';
        return text[i] switch
        {
            '。' or '！' or '？' => true,
            '.' or '!' or '?' => char.IsWhiteSpace(next),
            '\n' => next is '\n' or '-' or '*' or '#' || IsBlankUntilLine(text, i + 1),
            _ => false,
        };
    }

    private static bool IsBlankUntilLine(string text, int i)
    {
        while (i < text.Length && text[i] is ' ' or '\t' or '\r')
            i++;
        return i >= text.Length || text[i] is '\n' or '-' or '*';
    }
}
