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
    internal static bool TryParse(ReadOnlySpan<byte> utf8Lexeme, out decimal value)
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
