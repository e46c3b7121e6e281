namespace PolicyLayer.Core.Evaluation;

/// <summary>Reads JSON numbers exactly, without binary floating point.</summary>
internal static class ExactNumber
{
    private const int MaxSignificantDigits = 28;
    private const int MaxDecimalScale = 28;
    private const int MaxDecimalDigits = 29;

    // Far beyond what any number of digits in one text could bring back into range, and far from overflow.
    private const long HugeExponent = 1_000_000_000_000;

    private static readonly UInt128 MaxSignificand = (UInt128.One << 96) - 1;

    /// <summary>
    /// Reads a number in the grammar of JSON. <see langword="false"/> if it is not one, or has more than 28 significant digits
    /// or an exponent that a decimal cannot hold exactly.
    /// </summary>
    internal static bool TryParse(ReadOnlySpan<byte> utf8Lexeme, out decimal value) =>
        TryParseShort(utf8Lexeme, out value) || TryParseAny(utf8Lexeme, out value);

    /// <summary>
    /// Reads what most numbers are: up to 18 digits that fit one word, with or without a point. <see langword="false"/> says only
    /// that it is not one of these.
    /// </summary>
    internal static bool TryParseShort(ReadOnlySpan<byte> utf8Lexeme, out decimal value)
    {
        const int MaxDigits = 18;
        value = 0;
        var negative = utf8Lexeme is [(byte)'-', ..];
        var digits = negative ? utf8Lexeme[1..] : utf8Lexeme;
        if (digits.Length is 0 or > MaxDigits)
            return false;

        var significand = 0L;
        var point = digits.Length;
        for (var at = 0; at < digits.Length; at++)
        {
            var digit = (uint)(digits[at] - '0');
            if (digit <= 9)
                significand = (significand * 10) + digit;
            else if (digits[at] == '.' && point == digits.Length)
                point = at;
            else
                return false;
        }

        // Zeros that do not count, before or behind, are for the long way, and so is a point without digits on both sides.
        var scale = Math.Max(0, digits.Length - point - 1);
        if (point == 0 || point == digits.Length - 1 || (digits[0] == '0' && point > 1) || (scale > 0 && digits[^1] == '0'))
            return false;

        value = new((int)significand, (int)(significand >> 32), 0, negative && significand != 0, (byte)scale);
        return true;
    }

    /// <summary>Reads any number.</summary>
    internal static bool TryParseAny(ReadOnlySpan<byte> utf8Lexeme, out decimal value)
    {
        value = 0;
        var rest = utf8Lexeme;
        var negative = TrySkip(ref rest, '-');
        var whole = ReadDigits(ref rest);
        if (whole is [] or [(byte)'0', _, ..])
            return false;

        ReadOnlySpan<byte> fraction = [];
        if (TrySkip(ref rest, '.') && (fraction = ReadDigits(ref rest)).IsEmpty)
            return false;

        return TryReadExponent(rest, out var exponent) && TryScale(whole, fraction, exponent, negative, out value);
    }

    private static bool TryReadExponent(ReadOnlySpan<byte> text, out long exponent)
    {
        exponent = 0;
        if (text.IsEmpty)
            return true;
        if (!TrySkip(ref text, 'e') && !TrySkip(ref text, 'E'))
            return false;

        var negative = TrySkip(ref text, '-');
        if (!negative)
            TrySkip(ref text, '+');
        var digits = ReadDigits(ref text);
        if (digits.IsEmpty || !text.IsEmpty)
            return false;

        foreach (var digit in digits)
            exponent = Math.Min((exponent * 10) + digit - '0', HugeExponent);
        if (negative)
            exponent = -exponent;
        return true;
    }

    private static bool TryScale(
        ReadOnlySpan<byte> whole, ReadOnlySpan<byte> fraction, long exponent, bool negative, out decimal value)
    {
        value = 0;
        whole = whole.TrimStart((byte)'0');
        fraction = fraction.TrimEnd((byte)'0');
        exponent -= fraction.Length;
        if (whole.IsEmpty)
            fraction = fraction.TrimStart((byte)'0');
        if (fraction.IsEmpty)
        {
            exponent += whole.Length;
            whole = whole.TrimEnd((byte)'0');
            exponent -= whole.Length;
        }

        var digits = whole.Length + fraction.Length;
        if (digits == 0)
            return true;
        if (digits > MaxSignificantDigits || exponent < -MaxDecimalScale || digits + exponent > MaxDecimalDigits)
            return false;

        var significand = Accumulate(Accumulate(0, whole), fraction);
        for (; exponent > 0; exponent--)
            significand *= 10;
        if (significand > MaxSignificand)
            return false;

        var low = (ulong)significand;
        value = new((int)low, (int)(low >> 32), (int)(uint)(significand >> 64), negative, (byte)-exponent);
        return true;
    }

    private static UInt128 Accumulate(UInt128 significand, ReadOnlySpan<byte> digits)
    {
        foreach (var digit in digits)
            significand = (significand * 10) + (uint)(digit - '0');
        return significand;
    }

    private static ReadOnlySpan<byte> ReadDigits(scoped ref ReadOnlySpan<byte> text)
    {
        var end = text.IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        var digits = end < 0 ? text : text[..end];
        text = text[digits.Length..];
        return digits;
    }

    private static bool TrySkip(ref ReadOnlySpan<byte> text, char character)
    {
        if (text.IsEmpty || text[0] != character)
            return false;

        text = text[1..];
        return true;
    }
}
