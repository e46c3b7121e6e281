using System.Text;

namespace PolicyLayer.Core.Risk;

/// <summary>A description, read once: its sentences, and its words for the search of phrases. Immutable.</summary>
internal sealed class Prose
{
    /// <summary>As much of a description as is read.</summary>
    internal const int MaxLength = 8192;

    private const int MaxFirst = 60;

    private Prose(List<List<ProseWord>> sentences, string flat)
    {
        Sentences = sentences;
        First = sentences.Count == 0 ? [] : sentences[0][..Math.Min(MaxFirst, sentences[0].Count)];
        Flat = flat;
    }

    /// <summary>The first sentence: up to a full stop, an empty line, or a list. Of a very long one, its beginning.</summary>
    internal List<ProseWord> First { get; }

    /// <summary>The sentences up to where parameters, results or examples are listed.</summary>
    internal IReadOnlyList<List<ProseWord>> Sentences { get; }

    /// <summary>The whole text as words in lower case, joined by single spaces, with a full stop where a sentence ends.</summary>
    internal string Flat { get; }

    internal static Prose Of(string text) => new(Split(text), Flatten(text));

    private static List<List<ProseWord>> Split(string text)
    {
        var sentences = new List<List<ProseWord>>();
        var sentence = new List<ProseWord>();
        var isSeparated = false;
        var end = Math.Min(text.Length, MaxLength);
        for (var i = 0; i < end;)
        {
            if (IsWordAt(text, i))
            {
                var start = i;
                while (i < end && (IsWordAt(text, i) || IsInnerMark(text, i)))
                    i++;
                var isHyphened = start > 1 && text[start - 1] == '-' && IsWordAt(text, start - 2);
                var word = Word(text.AsSpan(start..i), isSeparated, isHyphened);
                if (i < end && text[i] == ':' && ProseWords.IsHeading(word.Text) && sentences.Count + sentence.Count > 0)
                    break;
                sentence.Add(word);
                isSeparated = false;
            }
            else
            {
                if (sentence.Count > 0 && EndsSentence(text, i))
                {
                    sentences.Add(sentence);
                    sentence = [];
                }

                isSeparated |= Separates(text, i);
                i++;
            }
        }

        if (sentence.Count > 0)
            sentences.Add(sentence);
        return sentences;
    }

    private static string Flatten(string text)
    {
        var end = Math.Min(text.Length, MaxLength);
        var flat = new StringBuilder(end + 2).Append(' ');
        for (var i = 0; i < end; i++)
        {
            if (IsWordAt(text, i) || IsInnerMark(text, i))
                flat.Append(text[i] == '’' ? '\'' : char.ToLowerInvariant(text[i]));
            else if (flat[^1] != ' ')
                flat.Append(' ');
            if (flat.Length > 1 && flat[^1] == ' ' && flat[^2] != '.' && (text[i] == ';' || EndsSentence(text, i)))
                flat.Append(". ");
        }

        return flat.Append(' ').ToString();
    }

    private static ProseWord Word(ReadOnlySpan<char> text, bool isSeparated, bool isHyphened)
    {
        var isCapitals = text.Length > 2 && !text.ContainsAnyInRange('a', 'z');
        return new(text.ToString().ToLowerInvariant().Replace('’', '\''), isCapitals, isSeparated, isHyphened);
    }

    private static bool IsWordAt(string text, int i) => char.IsLetterOrDigit(text[i]);

    private static bool IsInnerMark(string text, int i) => text[i] is '\'' or '’'
        && i > 0 && i + 1 < text.Length && IsWordAt(text, i - 1) && IsWordAt(text, i + 1);

    private static bool Separates(string text, int i) =>
        text[i] is ',' or '/' or '(' or ')' or ']' or ':' or ';' or '—' or '–' or '&' or '+' or '|'
        || (text[i] == '-' && i + 1 < text.Length && text[i + 1] == ' ');

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
