using System.Globalization;
using System.Text;
using System.Text.Json;
using PolicyLayer.Core.Documents;
using PolicyLayer.Core.Evaluation;

namespace PolicyLayer.Core.Validation;

/// <summary>Splits the text of a path, such as <c>args.user["first name"][0]</c>, into steps.</summary>
internal ref struct PathParser
{
    // No call is deeper, so a longer path could never find anything.
    private const int MaxSteps = DocumentReader.MaxDepth;

    internal const string Roots = "a path that begins with \"args\" or \"context\"";

    private const string Steps = "a path of steps such as .name, [\"any name\"], [0] or [*]";

    // The steps up to the first [*], then those behind each.
    private readonly List<List<PathStep>> _parts = [[]];
    private ReadOnlySpan<char> _rest;

    private PathParser(ReadOnlySpan<char> rest) => _rest = rest;

    internal static ParsedPath Parse(string text)
    {
        var end = text.AsSpan().IndexOfAny('.', '[');
        var root = end < 0 ? text : text[..end];
        return root switch
        {
            "args" => Parse(PathRoot.Arguments, text.AsSpan(root.Length)),
            "context" => Parse(PathRoot.Context, text.AsSpan(root.Length)),
            _ => new(Path: null, Roots),
        };
    }

    /// <summary>What helps where something else was found than <paramref name="expected"/>.</summary>
    internal static string? HintFor(string expected) => expected switch
    {
        Roots => "args holds what the caller sends, context what the host vouches for.",
        Steps => "After a dot stand letters, digits and _ - $ ~ @ : /; any other name stands as [\"any name\"].",
        _ => null,
    };

    private static ParsedPath Parse(PathRoot root, ReadOnlySpan<char> rest)
    {
        var parser = new PathParser(rest);
        var expected = parser.ReadSteps();
        if (expected is not null)
            return new(Path: null, expected);

        PathStep[][] parts = [.. parser._parts.Select(static part => part.ToArray())];
        return new(new(root, parts[0], parts[1..]), Expected: null);
    }

    /// <summary>Reads all steps; says what was expected if there is something else.</summary>
    private string? ReadSteps()
    {
        if (_rest.IsEmpty)
            return "a path with a step such as .name behind its root";

        for (var count = 0; !_rest.IsEmpty; count++)
        {
            if (count == MaxSteps)
                return $"a path of at most {MaxSteps} steps";

            var expected = _rest[0] == '.' ? ReadName() : ReadBracket();
            if (expected is not null)
                return expected;
        }

        return null;
    }

    private string? ReadName()
    {
        var length = 1;
        while (length < _rest.Length && LengthOfNameCharacter(_rest[length..]) is var next and > 0)
            length += next;

        if (length == 1)
            return Steps;

        _parts[^1].Add(new(_rest[1..length].ToString()));
        _rest = _rest[length..];
        return _rest.IsEmpty || _rest[0] is '.' or '[' ? null : Steps;
    }

    private static int LengthOfNameCharacter(ReadOnlySpan<char> text)
    {
        Rune.DecodeFromUtf16(text, out var rune, out var length);
        var isPart = rune.IsAscii
            ? char.IsAsciiLetterOrDigit((char)rune.Value) || "_-$~@:/".Contains((char)rune.Value, StringComparison.Ordinal)
            : Rune.IsLetter(rune);
        return isPart ? length : 0;
    }

    private string? ReadBracket()
    {
        if (!_rest.StartsWith('['))
            return Steps;

        var end = _rest.Length > 1 && _rest[1] == '"' ? EndOfString(_rest) : _rest.IndexOf(']');
        if (end < 0 || end >= _rest.Length || _rest[end] != ']')
            return Steps;

        var inside = _rest[1..end];
        _rest = _rest[(end + 1)..];
        if (inside is "*")
            _parts.Add([]);
        else if (inside.StartsWith('"') && ReadString(inside) is { } name)
            _parts[^1].Add(new(name));
        else if (TryReadIndex(inside, out var index))
            _parts[^1].Add(new(index));
        else
            return Steps;

        return null;
    }

    /// <summary>Where the string that begins behind the bracket ends: the place after its closing quote.</summary>
    private static int EndOfString(ReadOnlySpan<char> text)
    {
        var at = 2;
        while (at < text.Length && text[at] != '"')
            at += text[at] == '\\' ? 2 : 1;

        return at + 1;
    }

    private static string? ReadString(ReadOnlySpan<char> quoted)
    {
        var utf8 = new byte[Encoding.UTF8.GetByteCount(quoted)];
        Encoding.UTF8.GetBytes(quoted, utf8);
        var json = new Utf8JsonReader(utf8);
        try
        {
            json.Read();
        }
        catch (JsonException)
        {
            return null;
        }

        var name = StringText.Unescape(json.ValueSpan);
        return StringText.HasLoneSurrogate(name) ? null : name;
    }

    private static bool TryReadIndex(ReadOnlySpan<char> digits, out int index) =>
        int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out index)
        && (digits.Length == 1 || digits[0] != '0');
}
