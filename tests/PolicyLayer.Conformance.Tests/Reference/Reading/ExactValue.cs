using System.Globalization;
using System.Numerics;
using System.Text.RegularExpressions;

namespace PolicyLayer.Conformance.Tests.Reference.Reading;

/// <summary>JSON numbers by their digits, as whole multiples of 10^-28.</summary>
internal static partial class ExactValue
{
    private const int Digits = 28;

    internal static readonly BigInteger One = BigInteger.Pow(10, Digits);

    private static readonly BigInteger Most = (BigInteger.One << 96) * One;

    /// <summary>The number; <see langword="null"/> if no decimal of 28 significant digits holds it.</summary>
    internal static BigInteger? Read(string lexeme)
    {
        var parts = Number().Match(lexeme).Groups;
        var fraction = parts["fraction"].Value;
        var written = (parts["whole"].Value + fraction).TrimStart('0');
        var digits = written.TrimEnd('0');
        if (digits.Length == 0)
            return BigInteger.Zero;

        var exponent = Whole(parts["exponent"].Value) * (parts["down"].Success ? -1 : 1)
            - fraction.Length + written.Length - digits.Length;
        if (digits.Length > Digits || exponent < -Digits || exponent > Digits)
            return null;

        var value = Whole(digits) * BigInteger.Pow(10, (int)exponent + Digits);
        if (value >= Most)
            return null;
        return parts["minus"].Success ? -value : value;
    }

    private static BigInteger Whole(string digits) => BigInteger.Parse($"0{digits}", CultureInfo.InvariantCulture);

    [GeneratedRegex("^(?<minus>-)?(?<whole>[0-9]+)(\\.(?<fraction>[0-9]+))?([eE](\\+|(?<down>-))?(?<exponent>[0-9]+))?$")]
    private static partial Regex Number();
}
