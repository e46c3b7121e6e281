using System.Text;
using PolicyLayer.Gateway.Validate;

namespace PolicyLayer.Gateway.Tests.Validate;

public class DocumentLinesTests
{
    [Theory]
    [InlineData("", 1, "")]
    [InlineData("a", 1, "a")]
    [InlineData("a\nb", 2, "b")]
    [InlineData("a\n", 2, "")]
    [InlineData("a\r\nb\r\n", 1, "a")]
    [InlineData("a\rb\n", 1, "a\rb")]
    [InlineData("\uFEFFa", 1, "a")]
    [InlineData("\uFEFF\uFEFFa", 1, "\uFEFFa")]
    public void Lines_are_those_that_the_engine_counts(string text, int number, string line) =>
        Assert.Equal(line, new DocumentLines(Encoding.UTF8.GetBytes(text))[number].ToString());

    [Fact]
    public void Bytes_that_are_no_text_take_one_place() =>
        Assert.Equal("a\uFFFDb", new DocumentLines([(byte)'a', 0xFF, (byte)'b'])[1].ToString());
}
