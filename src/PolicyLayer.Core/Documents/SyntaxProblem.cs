using System.Text;
using System.Text.Json;

namespace PolicyLayer.Core.Documents;

/// <summary>Explains why a text is not strict JSON: the parser knows the place, this says what belongs there.</summary>
/// <param name="utf8">The whole text.</param>
/// <param name="lastEnd">Where the last good token ends.</param>
/// <param name="consumed">How far the parser came; beyond <paramref name="lastEnd"/>, it read a key without its colon.</param>
/// <param name="container">The object or list being read; <see langword="null"/> outside of all.</param>
internal readonly ref struct SyntaxProblem(ReadOnlySpan<byte> utf8, int lastEnd, int consumed, DocumentNode? container)
{
    private const byte Nothing = 0;
    private const string Quotes = "Strings stand in double quotes.";

    private readonly ReadOnlySpan<byte> _utf8 = utf8;

    internal void AddTo(DiagnosticBag problems, JsonException exception)
    {
        var offset = OffsetOf(exception);
        var next = offset < _utf8.Length ? _utf8[offset] : Nothing;
        if (next is (byte)'{' or (byte)'[' && Depth() == DocumentReader.MaxDepth)
        {
            var message = $"Expected at most {DocumentReader.MaxDepth} levels of nesting, found one more.";
            problems.At(offset, DiagnosticCodes.TooDeep, container, message);
        }
        else
        {
            var message = $"Expected {Expected(offset)}, found {Found(offset)}.";
            problems.At(offset, DiagnosticCodes.InvalidJson, container, message, Hint(offset, next));
        }
    }

    private int OffsetOf(JsonException exception)
    {
        var offset = 0;
        for (var line = exception.LineNumber ?? 0; line > 0; line--)
            offset += _utf8[offset..].IndexOf((byte)'\n') + 1;

        offset += (int)(exception.BytePositionInLine ?? 0);

        // Where the text ends behind a comma, the parser points at the comma.
        return EndsBehindGoodComma(offset) ? _utf8.Length : Math.Min(offset, _utf8.Length);
    }

    // A comma is good between two members or elements; elsewhere it is itself the mistake.
    private bool EndsBehindGoodComma(int offset) =>
        container is not null
        && _utf8[offset..].TrimEnd(" \t\r\n"u8).SequenceEqual(","u8)
        && _utf8[lastEnd..offset].Trim(" \t\r\n"u8).IsEmpty
        && !":[{"u8.Contains(_utf8[lastEnd - 1]);

    private int Depth()
    {
        var depth = 0;
        for (var at = container; at is not null; at = at.Parent)
            depth++;

        return depth;
    }

    private string Found(int offset)
    {
        if (offset == _utf8.Length)
            return "the end of the text";

        Rune.DecodeFromUtf8(_utf8[offset..], out var rune, out _);
        return rune.Value == '"' ? "a double quote" : Excerpt.Quote(rune.ToString());
    }

    private string Expected(int offset)
    {
        var token = _utf8[lastEnd..offset].TrimStart(" \t\r\n,"u8);
        var start = offset - token.Length;
        token = token.TrimEnd(" \t\r\n"u8);
        if (!token.IsEmpty && token[0] == '"')
            return consumed > start ? "a colon" : InString(offset);
        if (!token.IsEmpty && token[0] is (byte)'t' or (byte)'f' or (byte)'n')
            return "true, false or null";
        if (!token.IsEmpty && !char.IsAsciiDigit((char)token[^1]))
            return "a digit";

        return BetweenTokens(_utf8[..offset].TrimEnd(" \t\r\n"u8));
    }

    private string InString(int offset)
    {
        if (offset == _utf8.Length)
            return "a double quote at the end of the string";

        return _utf8[offset] < ' ' ? "an escape such as \\n" : "an escape such as \\n or \\u00e9";
    }

    private string BetweenTokens(ReadOnlySpan<byte> before)
    {
        if (container is null)
            return before.IsEmpty ? "an object" : "the end of the text";

        var isObject = container.Kind == DocumentNodeKind.Object;
        return before[^1] switch
        {
            (byte)':' => "a value",
            (byte)',' => isObject ? "a key in double quotes" : "a value",
            (byte)'{' => "a key in double quotes or \"}\"",
            (byte)'[' => "a value or \"]\"",
            _ => isObject ? "a comma or \"}\"" : "a comma or \"]\"",
        };
    }

    private string? Hint(int offset, byte next)
    {
        var before = _utf8[..offset].TrimEnd(" \t\r\n"u8);
        return next switch
        {
            (byte)'}' or (byte)']' when before.EndsWith(","u8) => "Remove the comma before it.",
            (byte)'/' or (byte)'#' => "Comments are not allowed.",
            (byte)'T' or (byte)'F' or (byte)'N' when before.EndsWith(":"u8) => "Write true, false or null.",
            (byte)'\'' => Quotes,
            _ => IsTypographicQuote(offset) || (char.IsAsciiLetter((char)next) && before.EndsWith(":"u8)) ? Quotes : null,
        };
    }

    // What word processors make of quotes.
    private bool IsTypographicQuote(int offset)
    {
        Rune.DecodeFromUtf8(_utf8[offset..], out var rune, out _);
        return rune.Value is >= 0x2018 and <= 0x201F;
    }
}
