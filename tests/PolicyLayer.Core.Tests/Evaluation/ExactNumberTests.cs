using System.Globalization;
using System.Numerics;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using PolicyLayer.Core.Evaluation;

namespace PolicyLayer.Core.Tests.Evaluation;

public sealed class ExactNumberTests
{
    [Theory]
    [InlineData("0", "0")]
    [InlineData("-0", "0")]
    [InlineData("-0.000e-999999999999", "0")]
    [InlineData("0e999999999999999999999999", "0")]
    [InlineData("1", "1")]
    [InlineData("1.0", "1")]
    [InlineData("1e0", "1")]
    [InlineData("10e-1", "1")]
    [InlineData("0.01E+2", "1")]
    [InlineData("-17.25", "-17.25")]
    [InlineData("9007199254740993", "9007199254740993")]
    [InlineData("0.1000000000000000055511151231", "0.1000000000000000055511151231")]
    [InlineData("9999999999999999999999999999", "9999999999999999999999999999")]
    [InlineData("9999999999999999999999999999.000000000000", "9999999999999999999999999999")]
    [InlineData("1e28", "10000000000000000000000000000")]
    [InlineData("7.9e28", "79000000000000000000000000000")]
    [InlineData("1e-28", "0.0000000000000000000000000001")]
    public void A_number_within_a_decimal_is_read_exactly(string lexeme, string expected)
    {
        Assert.True(TryParse(lexeme, out var value));
        Assert.Equal(decimal.Parse(expected, CultureInfo.InvariantCulture), value);
    }

    [Theory]
    [InlineData("10000.000000000000000000000000001")]
    [InlineData("12345678901234567890123456789")]
    [InlineData("79228162514264337593543950335")]
    [InlineData("8e28")]
    [InlineData("1e29")]
    [InlineData("9999999999999999999999999999e28")]
    [InlineData("1e400")]
    [InlineData("-1e999999999")]
    [InlineData("1e99999999999999999999999999")]
    [InlineData("1e-29")]
    [InlineData("1.5e-28")]
    [InlineData("1e-999999999")]
    public void A_number_that_a_decimal_cannot_hold_exactly_is_refused(string lexeme) => Assert.False(TryParse(lexeme, out _));

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData("+1")]
    [InlineData("01")]
    [InlineData("00")]
    [InlineData(".5")]
    [InlineData("1.")]
    [InlineData("1.e1")]
    [InlineData("1e")]
    [InlineData("1e+")]
    [InlineData("1e1.5")]
    [InlineData("1 ")]
    [InlineData(" 1")]
    [InlineData("1,5")]
    [InlineData("0x1")]
    [InlineData("NaN")]
    [InlineData("Infinity")]
    [InlineData("--1")]
    [InlineData("\u0661")]
    public void What_is_not_a_number_of_json_is_refused(string lexeme) => Assert.False(TryParse(lexeme, out _));

    [Fact]
    public void A_long_lexeme_is_read_by_its_value()
    {
        var zeros = new string('0', 1_000_000);

        Assert.True(TryParse($"1{zeros}e-1000000", out var large));
        Assert.True(TryParse($"0.{zeros}1e1000001", out var small));
        Assert.Equal(1, large);
        Assert.Equal(1, small);
        Assert.False(TryParse($"1{zeros}", out _));
    }

    [Fact]
    public void Reading_agrees_with_arithmetic_on_integers_of_any_size()
    {
        var lexemes =
            from negative in Gen.Elements("", "-")
            from whole in Digits(1, 32)
            from fraction in Digits(0, 32)
            from exponent in Gen.Choose(-60, 60)
            from zeros in Gen.Choose(0, 4)
            select (Negative: negative, Whole: whole.TrimStart('0') is "" ? "0" : whole.TrimStart('0'),
                Fraction: fraction + new string('0', zeros), Exponent: exponent);

        Check.One(Config.QuickThrowOnFailure.WithMaxTest(5_000), Prop.ForAll(lexemes.ToArbitrary(), number =>
        {
            var point = number.Fraction.Length == 0 ? "" : ".";
            var lexeme = $"{number.Negative}{number.Whole}{point}{number.Fraction}e{number.Exponent}";
            var digits = BigInteger.Parse(number.Negative + number.Whole + number.Fraction, CultureInfo.InvariantCulture);
            return Agrees(lexeme, digits, number.Exponent - number.Fraction.Length);
        }));
    }

    [Fact]
    public void The_short_way_reads_a_number_as_the_long_way_does_bit_by_bit()
    {
        var lexemes =
            from length in Gen.Choose(0, 20)
            from characters in Gen.ArrayOf(Gen.Elements("0123456789000001..-e".ToCharArray()), length)
            from sign in Gen.Elements("", "", "-")
            select sign + new string(characters);

        var read = 0;
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(50_000), Prop.ForAll(lexemes.ToArbitrary(), lexeme =>
        {
            var utf8 = Encoding.UTF8.GetBytes(lexeme);
            if (!ExactNumber.TryParseShort(utf8, out var value))
                return true;

            read++;
            return ExactNumber.TryParseAny(utf8, out var expected)
                && decimal.GetBits(value).SequenceEqual(decimal.GetBits(expected));
        }));
        Assert.True(read > 1_000, $"Only {read} numbers were short.");
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-0")]
    [InlineData("7")]
    [InlineData("-2500")]
    [InlineData("0.05")]
    [InlineData("-12.5")]
    [InlineData("999999999999999999")]
    [InlineData("0.0000000000000001")]
    public void Ordinary_numbers_go_the_short_way(string lexeme)
    {
        Assert.True(ExactNumber.TryParseShort(Encoding.UTF8.GetBytes(lexeme), out var value));
        Assert.True(ExactNumber.TryParseAny(Encoding.UTF8.GetBytes(lexeme), out var expected));
        Assert.Equal(decimal.GetBits(expected), decimal.GetBits(value));
    }

    /// <summary>Whether the parser says of digits × 10^exponent what arithmetic says.</summary>
    private static bool Agrees(string lexeme, BigInteger digits, int exponent)
    {
        while (!digits.IsZero && digits % 10 == 0)
        {
            digits /= 10;
            exponent++;
        }

        var magnitude = BigInteger.Abs(digits);
        var isExact = digits.IsZero
            || (magnitude < BigInteger.Pow(10, 28) && exponent >= -28
                && (exponent <= 0 || magnitude * BigInteger.Pow(10, exponent) < BigInteger.Pow(2, 96)));
        if (TryParse(lexeme, out var value) != isExact)
            return false;
        if (!isExact)
            return true;

        // value × 10^28 = digits × 10^(exponent + 28), both whole.
        var bits = decimal.GetBits(value);
        var scale = (bits[3] >> 16) & 0xFF;
        var significand = ((BigInteger)(uint)bits[2] << 64) | ((BigInteger)(uint)bits[1] << 32) | (uint)bits[0];
        var scaled = (bits[3] < 0 ? -significand : significand) * BigInteger.Pow(10, 28 - scale);
        return digits.IsZero ? scaled.IsZero : scaled == digits * BigInteger.Pow(10, exponent + 28);
    }

    private static Gen<string> Digits(int min, int max) =>
        from length in Gen.Choose(min, max)
        from digits in Gen.ArrayOf(Gen.Elements("0123456789000999".ToCharArray()), length)
        select new string(digits);

    private static bool TryParse(string lexeme, out decimal value) =>
        ExactNumber.TryParse(Encoding.UTF8.GetBytes(lexeme), out value);
}
