using PolicyLayer.Core.Evaluation;

namespace PolicyLayer.Core.Tests.Evaluation;

public sealed class ToolNameTests
{
    [Theory]
    [InlineData("create_charge")]
    [InlineData("a")]
    [InlineData("server/tool.v2 (beta)~")]
    [InlineData(" leading space")]
    [InlineData("\u00E9t\u00E9")]
    [InlineData("\u5DE5\u5177")]
    [InlineData("\U0001F600")]
    [InlineData("\uFF21")]
    public void A_name_in_nfc_without_invisible_characters_is_valid(string name) => Assert.True(ToolName.IsValid(name));

    [Theory]
    [InlineData("")]
    [InlineData("a\0")]
    [InlineData("a\n")]
    [InlineData("a\u007F")]
    [InlineData("a\u0085")]
    [InlineData("a\u200B")]
    [InlineData("a\u202Eb")]
    [InlineData("\uFEFFa")]
    [InlineData("a\u00AD")]
    [InlineData("a\uFFFE")]
    [InlineData("\U000E0061a")]
    [InlineData("e\u0301")]
    [InlineData("\u212Aey")]
    public void Any_other_name_is_invalid(string name) => Assert.False(ToolName.IsValid(name));

    [Fact]
    public void Half_a_surrogate_pair_is_invalid()
    {
        Assert.False(ToolName.IsValid("a\uD83D"));
        Assert.False(ToolName.IsValid("\uDE00a"));
        Assert.False(ToolName.IsValid("\uDE00\uD83D"));
    }

    [Fact]
    public void A_name_has_at_most_128_units()
    {
        Assert.True(ToolName.IsValid(new string('a', 128)));
        Assert.False(ToolName.IsValid(new string('a', 129)));
        Assert.True(ToolName.IsValid(new string('\u00E9', 128)));
        Assert.False(ToolName.IsValid(new string('\u00E9', 127) + "\U0001F600"));
    }

    [Fact]
    public void Every_unit_alone_gets_an_answer() =>
        Assert.All(Enumerable.Range(0, 0x10000), unit => ToolName.IsValid(((char)unit).ToString()));
}
