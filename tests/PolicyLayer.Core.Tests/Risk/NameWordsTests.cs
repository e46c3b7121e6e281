using PolicyLayer.Core.Risk;

namespace PolicyLayer.Core.Tests.Risk;

public sealed class NameWordsTests
{
    [Theory]
    [InlineData("delete_file", "delete file")]
    [InlineData("delete-file", "delete file")]
    [InlineData("deleteFile", "delete file")]
    [InlineData("DeleteFile", "delete file")]
    [InlineData("files.delete", "files delete")]
    [InlineData("mcp__acme__delete_file", "mcp acme delete file")]
    [InlineData("acme/files:delete", "acme files delete")]
    [InlineData("runSQLQuery", "run sql query")]
    [InlineData("DELETE_FILE", "delete file")]
    [InlineData("s3_put", "s3 put")]
    [InlineData("", "")]
    [InlineData("___", "")]
    [InlineData("löscheDatei", "lösche datei")]
    public void A_name_is_split_in_every_form(string name, string words) =>
        Assert.Equal(words, string.Join(' ', NameWords.Split(name)));

    [Fact]
    public void An_endless_name_is_read_to_a_bound() =>
        Assert.Equal(NameWords.MaxWords, NameWords.Split(string.Concat(Enumerable.Repeat("a_", 100_000))).Length);
}
