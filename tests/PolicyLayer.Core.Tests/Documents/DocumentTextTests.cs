using System.Text;

namespace PolicyLayer.Core.Tests.Documents;

public sealed class DocumentTextTests
{
    private const int MaxBytes = 1 << 20;
    private const string Start = """{"version":"1","default":"deny","description":"é""";

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0, 1)]
    [InlineData(1, 0)]
    [InlineData(1, 1)]
    public void A_document_may_have_a_mebibyte_and_not_a_byte_more(int beyond, int byteOrderMarks)
    {
        var closing = "\"}";
        var fill = new string('x', MaxBytes - Encoding.UTF8.GetByteCount(Start) - closing.Length + beyond);
        var text = new string('\uFEFF', byteOrderMarks) + Start + fill + closing;

        string[] expected = beyond > 0 ? ["PL0001"] : [];
        Assert.Equal(expected, Codes(Policy.Load(text)));
        Assert.Equal(expected, Codes(Policy.Load(Encoding.UTF8.GetBytes(text))));
        Assert.Equal(expected, Codes(Policy.Load(new MemoryStream(Encoding.UTF8.GetBytes(text)))));
    }

    [Fact]
    public void A_stream_is_read_no_further_than_shows_that_the_document_is_too_large()
    {
        var stream = new EndlessStream();

        Assert.Equal(["PL0001"], Codes(Policy.Load(stream)));
        Assert.InRange(stream.Given, MaxBytes + 1, MaxBytes + 1 + Encoding.UTF8.Preamble.Length);
    }

    [Fact]
    public void A_stream_is_read_from_where_it_stands_to_its_end_and_stays_open()
    {
        var stream = new MemoryStream([.. "skipped"u8, .. Encoding.UTF8.GetBytes(Start + "\"}")]) { Position = "skipped".Length };

        var result = Policy.Load(stream, "streamed");

        Assert.Equal("streamed", result.Policy!.Name);
        Assert.True(stream.CanRead);
        Assert.Equal(stream.Length, stream.Position);
    }

    [Fact]
    public void A_stream_that_cannot_be_read_is_an_exception()
    {
        var closed = new MemoryStream();
        closed.Dispose();

        Assert.Throws<ObjectDisposedException>(() => Policy.Load(closed));
        Assert.Throws<ArgumentNullException>(() => Policy.Load((Stream)null!));
    }

    [Fact]
    public void A_file_is_read_no_further_than_a_document_may_reach()
    {
        var path = Path.GetTempFileName();
        try
        {
            using (var file = File.OpenWrite(path))
                file.SetLength(1L << 33);

            Assert.Equal(["PL0001"], Codes(Policy.LoadFile(path)));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void A_file_that_is_not_there_is_an_exception() =>
        Assert.ThrowsAny<IOException>(() => Policy.LoadFile(Path.Combine(Path.GetTempPath(), Path.GetRandomFileName())));

    public static TheoryData<byte[]> NotUtf8 =>
        [[0x80], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xE2, 0x82]];

    [Theory]
    [MemberData(nameof(NotUtf8))]
    public void Bytes_that_are_not_UTF_8_are_refused_where_they_stand(byte[] bytes)
    {
        var problem = Assert.Single(Policy.Load([.. "{\n\"é"u8, .. bytes, .. "\":1}"u8]).Diagnostics);

        Assert.Equal(("PL0002", 2, 3), (problem.Code, problem.Line, problem.Column));
    }

    [Theory]
    [InlineData('\uD83D', "")]
    [InlineData('\uD83D', "x")]
    [InlineData('\uDE00', "")]
    public void Text_with_half_of_a_surrogate_pair_is_refused_where_it_stands(char half, string next)
    {
        var problem = Assert.Single(Policy.Load($"{{\n\"\U0001F600{half}{next}\":1}}").Diagnostics);

        Assert.Equal(("PL0002", 2, 4), (problem.Code, problem.Line, problem.Column));
    }

    [Fact]
    public void UTF_16_is_refused() =>
        Assert.Equal(["PL0002"], Codes(Policy.Load([.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes(Start + "\"}")])));

    private static IEnumerable<string> Codes(PolicyLoadResult result) => result.Diagnostics.Select(problem => problem.Code);
}
