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

    private const string Names = "letters, digits and _ - $ ~ @ : / after a dot; other names stand as [\"any name\"]";

    private readonly List<PathStep> _steps = [];
    private ReadOnlySpan<char> _rest;
    private bool _hasWildcard;

    private PathParser(ReadOnlySpan<char> rest) => _rest = rest;

    internal static ParsedPath Parse(string text)
    {
        var end = text.AsSpan().IndexOfAny('.', '[');
        var root = end < 0 ? text : text[..end];
        return root switch
        {
            "args" => Parse(PathRoot.Arguments, text.AsSpan(root.Length)),
            "context" => Parse(PathRoot.Context, text.AsSpan(root.Length)),
            _ => new(Path: null, "\"args\" or \"context\" at the start"),
        };
    }

    private static ParsedPath Parse(PathRoot root, ReadOnlySpan<char> rest)
    {
        var parser = new PathParser(rest);
        var expected = parser.ReadSteps();
        return expected is null && !parser._hasWildcard ? new(new(root, [.. parser._steps]), null) : new(null, expected);
    }

    /// <summary>Reads all steps; says what was expected if there is something else.</summary>
    private string? ReadSteps()
    {
        if (_rest.IsEmpty)
            return "a step such as .name behind the root";

        for (var count = 0; !_rest.IsEmpty; count++)
        {
            if (count == MaxSteps)
                return $"at most {MaxSteps} steps";

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
            return Names;

        _steps.Add(new(_rest[1..length].ToString()));
        _rest = _rest[length..];
        return _rest.IsEmpty || _rest[0] is '.' or '[' ? null : Names;
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
        const string Expected = "[0], [\"any name\"] or [*]";
        if (!_rest.StartsWith('['))
            return Names;

        var end = _rest.Length > 1 && _rest[1] == '"' ? EndOfString(_rest) : _rest.IndexOf(']');
        if (end < 0 || end >= _rest.Length || _rest[end] != ']')
            return Expected;

        var inside = _rest[1..end];
        _rest = _rest[(end + 1)..];
        if (inside is "*")
            _hasWildcard = true;
        else if (inside.StartsWith('"') && ReadString(inside) is { } name)
            _steps.Add(new(name));
        else if (TryReadIndex(inside, out var index))
            _steps.Add(new(index));
        else
            return Expected;

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
