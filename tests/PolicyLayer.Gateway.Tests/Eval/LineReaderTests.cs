using System.Text;
using PolicyLayer.Gateway.Eval;

namespace PolicyLayer.Gateway.Tests.Eval;

public class LineReaderTests
{
    [Theory]
    [InlineData("", new string[0])]
    [InlineData("a", new[] { "a" })]
    [InlineData("a\n", new[] { "a" })]
    [InlineData("a\nb", new[] { "a", "b" })]
    [InlineData("\n\na\n\n", new[] { "", "", "a", "" })]
    [InlineData("a\r\nb\rc\u2028d\n", new[] { "a\r", "b\rc\u2028d" })]
    [InlineData("\uFEFFa\n\uFEFFb", new[] { "a", "\uFEFFb" })]
    [InlineData("\uFEFF", new string[0])]
    [InlineData("\uFEFF\n", new[] { "" })]
    public void Lines_end_at_line_feeds_and_nowhere_else(string text, string[] lines)
    {
        Assert.Equal(lines, Read(Encoding.UTF8.GetBytes(text), mostPerRead: int.MaxValue));
        Assert.Equal(lines, Read(Encoding.UTF8.GetBytes(text), mostPerRead: 1));
    }

    [Theory]
    [InlineData(0, LineReader.MaxLineBytes)]
    [InlineData(1, 0)]
    [InlineData(10_000_000, 0)]
    public void A_line_that_is_too_long_is_read_as_an_empty_one(int tooMany, int length)
    {
        var line = new string('x', LineReader.MaxLineBytes + tooMany);
        var text = $"a\n{line}\nb\n{line}";

        var lines = Read(Encoding.UTF8.GetBytes(text), mostPerRead: 1 << 20);

        Assert.Equal([1, length, 1, length], lines.Select(line => line.Length));
    }

    private static List<string> Read(byte[] bytes, int mostPerRead)
    {
        using var stream = new TricklingStream(bytes, mostPerRead);
        var reader = new LineReader(stream);
        List<string> lines = [];
        while (reader.TryRead(out var line))
            lines.Add(Encoding.UTF8.GetString(line));
        Assert.False(reader.TryRead(out _));
        return lines;
    }
}
