using System.Buffers;
using System.Text;

namespace PolicyLayer.Core.Validation;

/// <summary>
/// Translates a pattern for the engine: <c>$</c> becomes the very end of the text, where the engine would let a line break
/// follow. Refuses what needs backtracking, and what other engines read differently: silence there would be a hole in a rule.
/// </summary>
/// <remarks>What is not well-formed comes out as it is, for the engine to refuse.</remarks>
internal ref struct PatternTranslator
{
    // What stands behind others is no flag, and the engine refuses it.
    private static readonly SearchValues<char> Flags = SearchValues.Create("imnsxIMNSX+-");

    private readonly StringBuilder _translated = new();
    private ReadOnlySpan<char> _rest;

    private PatternTranslator(string pattern) => _rest = pattern;

    internal static PatternTranslation Translate(string pattern)
    {
        var translator = new PatternTranslator(pattern);
        string? problem = null;
        while (problem is null && !translator._rest.IsEmpty)
            problem = translator.ReadNext();

        return new(translator._translated.ToString(), problem);
    }

    /// <summary>Reads an escape, a class, the opening of a group or a character; says what is wrong with it.</summary>
    private string? ReadNext()
    {
        switch (_rest[0])
        {
            case '\\':
                return ReadEscape();
            case '[':
                return ReadClass();
            case '(':
                return ReadOpening();
            case '$':
                _translated.Append(@"\z");
                _rest = _rest[1..];
                return null;
            default:
                Copy(1);
                return null;
        }
    }

    private string? ReadEscape()
    {
        switch (_rest.Length > 1 ? _rest[1] : '\0')
        {
            case 'Z':
                return @"\Z lets a line break follow; write $ for the very end";
            case 'G':
                return @"\G is not supported";
            case 'k' or (>= '1' and <= '9'):
                return "a back-reference is not supported";
            default:
                CopyEscape();
                return null;
        }
    }

    private string? ReadClass()
    {
        Copy(_rest.StartsWith("[^") ? 2 : 1);

        // A bracket that closes right behind the opening one stands for itself.
        if (_rest.StartsWith(']'))
            Copy(1);

        while (!_rest.IsEmpty && _rest[0] != ']')
        {
            if (_rest[0] == '[')
                return @"an opening bracket in a class must be written \[";
            if (_rest[0] == '\\')
                CopyEscape();
            else
                Copy(1);
        }

        Copy(1);
        return null;
    }

    private string? ReadOpening()
    {
        if (_rest.StartsWith("(?#"))
        {
            var end = _rest.IndexOf(')');
            Copy(end < 0 ? _rest.Length : end + 1);
            return null;
        }

        if (!_rest.StartsWith("(?"))
        {
            Copy(1);
            return null;
        }

        var inside = _rest[2..];
        if (inside.StartsWith('=') || inside.StartsWith('!') || inside.StartsWith("<=") || inside.StartsWith("<!"))
            return "look-around is not supported";
        if (inside.StartsWith('>'))
            return "an atomic group is not supported";
        if (inside.StartsWith('('))
            return "a conditional group is not supported";

        return inside.StartsWith('<') || inside.StartsWith('\'') ? ReadGroupName(inside[1..]) : ReadFlags(inside);
    }

    private string? ReadGroupName(ReadOnlySpan<char> name)
    {
        var length = name.IndexOfAny('>', '\'');
        if (length >= 0 && name[..length].Contains('-'))
            return "a balancing group is not supported";

        Copy("(?<".Length);
        return null;
    }

    private string? ReadFlags(ReadOnlySpan<char> flags)
    {
        var length = flags.IndexOfAnyExcept(Flags);
        var wrong = (length < 0 ? flags : flags[..length]).IndexOfAny("mMxX");
        if (wrong >= 0)
            return $"the flag {flags[wrong]} is not supported";

        Copy("(?".Length);
        return null;
    }

    // \c takes whatever character follows with it.
    private void CopyEscape() => Copy(_rest.StartsWith(@"\c") ? 3 : 2);

    private void Copy(int length)
    {
        length = Math.Min(length, _rest.Length);
        _translated.Append(_rest[..length]);
        _rest = _rest[length..];
    }
}
