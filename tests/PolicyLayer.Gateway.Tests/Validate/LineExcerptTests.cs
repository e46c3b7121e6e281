using PolicyLayer.Gateway.Validate;

namespace PolicyLayer.Gateway.Tests.Validate;

public class LineExcerptTests
{
    private const int Width = 20;

    [Theory]
    [InlineData("abc", 0, "abc", 0)]
    [InlineData("abc", 2, "abc", 2)]
    [InlineData("abc", 3, "abc", 3)]
    [InlineData("", 0, "", 0)]
    [InlineData("\tab", 1, "    ab", 4)]
    [InlineData("東京x", 2, "東京x", 4)]
    [InlineData("😀x", 2, "😀x", 2)]
    [InlineData("e\u0301x", 2, "e\u0301x", 1)]
    [InlineData("\u001bx", 1, @"\u001bx", 6)]
    [InlineData("\u202ex", 1, @"\u202ex", 6)]
    [InlineData("a\rx", 2, @"a\u000dx", 7)]
    [InlineData("123456789012345678", 0, "123456789012345678", 0)]
    [InlineData("123456789012345678", 17, "123456789012345678", 17)]
    public void A_line_that_fits_is_shown_whole(string line, int place, string shown, int caret) =>
        Assert.Equal(new LineExcerpt(shown, caret), LineExcerpt.Of(line, place, Width));

    [Theory]
    [InlineData(0, "abcdefghijklmnopqr…", 0)]
    [InlineData(5, "abcdefghijklmnopqr…", 5)]
    [InlineData(12, "…defghijklmnopqrstu…", 10)]
    [InlineData(25, "…ijklmnopqrstuvwxyz", 18)]
    [InlineData(26, "…ijklmnopqrstuvwxyz", 19)]
    public void A_line_that_does_not_fit_is_cut_around_the_place(int place, string shown, int caret) =>
        Assert.Equal(new LineExcerpt(shown, caret), LineExcerpt.Of("abcdefghijklmnopqrstuvwxyz", place, Width));

    [Theory]
    [InlineData('東')]
    [InlineData('\t')]
    [InlineData('\u202e')]
    [InlineData('\u0301')]
    [InlineData('\ud800')]
    public void Whatever_a_line_is_made_of_its_excerpt_is_short(char unit)
    {
        var excerpt = LineExcerpt.Of(new string(unit, 1000), 500, Width);

        // Marks that take no cell themselves may stand on either side of the place.
        Assert.InRange(excerpt.Text.Length, 2, 2 * Width);
        Assert.InRange(excerpt.Caret, 1, Width);
    }

    [Fact]
    public void Pairs_of_surrogates_are_never_cut_apart()
    {
        var line = string.Concat(Enumerable.Repeat("😀", 100));

        for (var width = 0; width < Width; width++)
            Assert.DoesNotContain(@"\ud83d", LineExcerpt.Of(line, 100, width).Text, StringComparison.Ordinal);
    }
}
