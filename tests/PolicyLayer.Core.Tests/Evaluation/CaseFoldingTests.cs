using FsCheck;
using FsCheck.Fluent;
using PolicyLayer.Core.Evaluation;

namespace PolicyLayer.Core.Tests.Evaluation;

public sealed class CaseFoldingTests
{
    private static readonly char[] Letters =
        [.. "sSkKaAiI\u017F\u212A\u0131\u0130\u00E9\u00C9\u03C3\u03C2\u03A3\uD801\uDC00\uDC28"];

    [Theory]
    [InlineData("amount", "AMOUNT", true)]
    [InlineData("\u017Feſsion", "SESſION", true)]
    [InlineData("to\u212Aen", "token", true)]
    [InlineData("TO\u212AEN", "toKen", true)]
    [InlineData("\u00E9t\u00E9", "\u00C9T\u00C9", true)]
    [InlineData("\u03C2", "\u03A3", true)]
    [InlineData("\uD801\uDC00", "\uD801\uDC28", true)]
    [InlineData("", "", true)]
    [InlineData("\u017F", "k", false)]
    [InlineData("\u0131", "i", false)]
    [InlineData("e\u0301", "\u00E9", false)]
    [InlineData("amount", "amounts", false)]
    public void Names_are_equal_but_for_case(string left, string right, bool expected)
    {
        Assert.Equal(expected, CaseFolding.EqualIgnoringCase(left, right));
        Assert.Equal(expected, CaseFolding.EqualIgnoringCase(right, left));
    }

    [Fact]
    public void Folding_is_ordinal_once_the_two_special_letters_are_replaced()
    {
        var pairs =
            from length in Gen.Choose(0, 6)
            from left in Gen.ArrayOf(Gen.Elements(Letters), length)
            from right in Gen.ArrayOf(Gen.Elements(Letters), length)
            select (Left: new string(left), Right: new string(right));

        Check.One(Config.QuickThrowOnFailure.WithMaxTest(20_000), Prop.ForAll(pairs.ToArbitrary(), pair =>
            CaseFolding.EqualIgnoringCase(pair.Left, pair.Right)
                == Replaced(pair.Left).Equals(Replaced(pair.Right), StringComparison.OrdinalIgnoreCase)));
    }

    private static string Replaced(string text) => text.Replace('\u017F', 's').Replace('\u212A', 'k');
}
