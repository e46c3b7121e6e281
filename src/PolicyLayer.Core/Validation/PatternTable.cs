using System.Text;
using System.Text.RegularExpressions;

namespace PolicyLayer.Core.Validation;

/// <summary>
/// The patterns of one document. Each is built once, however often it stands there: that takes time and memory, and the check
/// and the compiler need the same.
/// </summary>
internal sealed class PatternTable
{
    // What a document can ask for must be bounded: a pattern of a few characters may take a millisecond and a megabyte, and
    // one of many classes takes time by the square of their number.
    private const int MaxPatterns = 1_000;
    private const int MaxLength = 10_000;
    private const int MaxClassesOfPattern = 64;
    private const int MaxClasses = 2_000;

    private const string TooLarge = "too large to be matched in bounded time";

    private readonly Dictionary<string, ParsedPattern> _parsed = new(StringComparer.Ordinal);
    private int _classes;

    internal ParsedPattern Parse(string text)
    {
        if (_parsed.TryGetValue(text, out var parsed))
            return parsed;
        if (_parsed.Count == MaxPatterns)
            return new(Pattern: null, $"one of more than {MaxPatterns} different patterns");

        _classes += text.AsSpan().Count('[');
        if (_classes > MaxClasses)
            return new(Pattern: null, $"one of patterns that have more than {MaxClasses} classes in all");

        parsed = Build(text);
        _parsed.Add(text, parsed);
        return parsed;
    }

    private static ParsedPattern Build(string text)
    {
        if (text.Length > MaxLength || text.AsSpan().Count('[') > MaxClassesOfPattern)
            return new(Pattern: null, TooLarge);

        var translation = PatternTranslator.Translate(text);
        if (translation.Problem is { } problem)
            return new(Pattern: null, problem);

        try
        {
            // Without the translation, so that a place in the message is one in the author's text.
            _ = new Regex(text, RegexOptions.CultureInvariant);
            return new(new(translation.Text, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant), Problem: null);
        }
        catch (RegexParseException exception)
        {
            return new(Pattern: null, $"{InWords(exception.Error)}, near character {exception.Offset}");
        }
        catch (NotSupportedException)
        {
            // The translation refused every construct that the engine does not support, so this is about size.
            return new(Pattern: null, TooLarge);
        }
    }

    // The framework's own messages depend on the culture of the process.
    private static string InWords(RegexParseError error)
    {
        var words = new StringBuilder();
        foreach (var letter in error.ToString())
        {
            if (char.IsAsciiLetterUpper(letter) && words.Length > 0)
                words.Append(' ');
            words.Append(char.ToLowerInvariant(letter));
        }

        return words.ToString();
    }
}
