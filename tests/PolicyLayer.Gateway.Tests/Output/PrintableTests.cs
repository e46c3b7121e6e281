using PolicyLayer.Gateway.Output;

namespace PolicyLayer.Gateway.Tests.Output;

public class PrintableTests
{
    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("Zoë 東京 😀", "Zoë 東京 😀")]
    [InlineData("a\nb\tc\u001b[2J", @"a\u000ab\u0009c\u001b[2J")]
    [InlineData("\u0085\u009b\u007f", @"\u0085\u009b\u007f")]
    [InlineData("user\u202Etxt\u2066\u200B\uFEFF", @"user\u202etxt\u2066\u200b\ufeff")]
    [InlineData("\u2028\u2029\uE000", @"\u2028\u2029\ue000")]
    public void What_could_fool_a_reader_is_shown_as_an_escape(string text, string printed) =>
        Assert.Equal(printed, Printable.Text(text));

    [Fact]
    public void Halves_of_surrogate_pairs_are_shown_as_escapes() =>
        Assert.Equal(@"a\ud800b\udc00", Printable.Text("a\ud800b\udc00"));

    [Fact]
    public void Tag_characters_beyond_the_basic_plane_are_shown_as_escapes() =>
        Assert.Equal(@"a\udb40\udc41", Printable.Text("a\U000E0041"));

    [Fact]
    public void Prose_of_several_lines_becomes_one() =>
        Assert.Equal("Must be one of: 'a' 'b'", Printable.Line("Must be one of:\n\t'a'\r\n\t'b'\n"));
}
