using System.Buffers;
using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.Unicode;

namespace PolicyLayer.Core.Evaluation;

/// <summary>
/// Strings of JSON as they are written, in UTF-8 with escapes. The texts come from a JSON reader, so the escapes are
/// complete; but no reader has checked yet that bytes and escapes make up whole characters.
/// </summary>
internal static class EscapedText
{
    private const int UnicodeEscapeLength = 6;

    private static readonly SearchValues<byte> LiteralAscii = SearchValues.Create(
        [.. Enumerable.Range(0, 0x80).Where(static ascii => ascii != '\\').Select(static ascii => (byte)ascii)]);

    /// <summary>Whether every character stands for itself in one byte.</summary>
    internal static bool IsLiteralAscii(ReadOnlySpan<byte> written)
    {
        if (written.Length > 2 * sizeof(ulong))
            return !written.ContainsAnyExcept(LiteralAscii);
        if (written.Length >= sizeof(ulong))
        {
            // The two may overlap.
            return AreLiteralAscii(MemoryMarshal.Read<ulong>(written))
                && AreLiteralAscii(MemoryMarshal.Read<ulong>(written[^sizeof(ulong)..]));
        }

        var isLiteral = true;
        foreach (var unit in written)
            isLiteral &= unit < 0x80 && unit != '\\';
        return isLiteral;
    }

    // Eight bytes at once, for keys are short. A byte that is a backslash becomes 0 by the exclusive or; subtracting 1 from each
    // byte then borrows into its highest bit, which no byte of ASCII has. A borrow may go on into the byte above, but only from
    // one that is 0.
    private static bool AreLiteralAscii(ulong bytes)
    {
        const ulong Ones = 0x0101_0101_0101_0101;
        var differences = bytes ^ (Ones * '\\');
        return ((bytes | (differences - Ones)) & (Ones * 0x80)) == 0;
    }

    /// <summary>
    /// Whether <paramref name="value"/> is well-formed, or no string. Readers disagree on what half a surrogate pair reads as,
    /// so no predicate gets to judge one.
    /// </summary>
    internal static bool IsWellFormed(in WrittenValue value) => !value.IsString || IsWellFormed(value.Inside);

    /// <summary>Whether the text is valid UTF-8 and writes no half of a surrogate pair.</summary>
    internal static bool IsWellFormed(ReadOnlySpan<byte> written) =>
        IsLiteralAscii(written) || (Utf8.IsValid(written) && PairsSurrogates(written));

    /// <summary>
    /// Decodes the text as far as it fits. <see langword="false"/> if <paramref name="characters"/> is too short for it. Bytes
    /// that are not UTF-8 become U+FFFD, as they do for lenient readers.
    /// </summary>
    internal static bool TryDecode(ReadOnlySpan<byte> written, Span<char> characters, out int length)
    {
        length = 0;
        while (!written.IsEmpty)
        {
            var escape = written.IndexOf((byte)'\\');
            var literal = escape < 0 ? written : written[..escape];
            if (Utf8.ToUtf16(literal, characters[length..], out _, out var decoded) != OperationStatus.Done)
                return false;
            length += decoded;
            if (escape < 0)
                return true;
            if (length == characters.Length)
                return false;

            characters[length++] = ReadEscape(written[escape..], out var consumed);
            written = written[(escape + consumed)..];
        }

        return true;
    }

    // Valid UTF-8 holds no surrogates, so both halves of a pair are written as escapes, side by side.
    private static bool PairsSurrogates(ReadOnlySpan<byte> written)
    {
        for (var escape = written.IndexOf((byte)'\\'); escape >= 0; escape = written.IndexOf((byte)'\\'))
        {
            var unit = ReadEscape(written[escape..], out var consumed);
            written = written[(escape + consumed)..];
            if (!char.IsSurrogate(unit))
                continue;
            if (char.IsLowSurrogate(unit) || !written.StartsWith("\\u"u8) || !char.IsLowSurrogate(ReadEscape(written, out _)))
                return false;
            written = written[UnicodeEscapeLength..];
        }

        return true;
    }

    private static char ReadEscape(ReadOnlySpan<byte> written, out int consumed)
    {
        consumed = 2;
        switch (written[1])
        {
            case (byte)'b': return '\b';
            case (byte)'f': return '\f';
            case (byte)'n': return '\n';
            case (byte)'r': return '\r';
            case (byte)'t': return '\t';
            case (byte)'u':
                consumed = UnicodeEscapeLength;
                return ReadHex(written[2..UnicodeEscapeLength]);
            default: return (char)written[1];
        }
    }

    private static char ReadHex(ReadOnlySpan<byte> digits)
    {
        var unit = 0;
        foreach (var digit in digits)
        {
            Debug.Assert(char.IsAsciiHexDigit((char)digit), "A JSON reader lets no other escape pass.");
            unit = (unit << 4) | (digit <= '9' ? digit - '0' : (digit | 0x20) - 'a' + 10);
        }

        return (char)unit;
    }
}
