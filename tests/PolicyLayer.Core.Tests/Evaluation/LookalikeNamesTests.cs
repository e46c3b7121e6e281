using PolicyLayer.Core.Evaluation;

namespace PolicyLayer.Core.Tests.Evaluation;

public sealed class LookalikeNamesTests
{
    private static readonly LookalikeNames Names =
        new(["delete_account", "Stra\u00DFe", "\u00C9tat", "Key", " padded ", "\u03A3igma", "\u0130d"]);

    [Theory]
    [InlineData("Delete_Account")]
    [InlineData(" delete_account")]
    [InlineData("delete_account ")]
    [InlineData("  DELETE_account  ")]
    [InlineData("\u00A0delete_account\u3000")]
    [InlineData("\uFF44elete_account")]
    [InlineData("\uFF24ELETE_ACCOUNT")]
    [InlineData("delete\uFF3Faccount")]
    [InlineData("delete_account\u2003")]
    [InlineData("dele\u1D57e_account")]
    [InlineData("delete_account\uFE0F")]
    [InlineData("dele\u034Fte_account")]
    [InlineData("delete_account\u3164")]
    [InlineData("\u00E9tat")]
    [InlineData("\u00C9TAT")]
    [InlineData("STRA\u00DFE")]
    [InlineData("strasse")]
    [InlineData("STRASSE")]
    [InlineData("STRA\u1E9EE")]
    [InlineData("\u0131d")]
    [InlineData("id")]
    [InlineData("key\u2800")]
    [InlineData("key")]
    [InlineData("padded")]
    [InlineData("PADDED ")]
    [InlineData("\u03C2igma")]
    [InlineData("\u03C3igma")]
    [InlineData("i\u0307d")]
    public void A_name_that_reads_like_a_listed_one_resembles_it(string tool) => Assert.True(Names.Resembles(tool));

    [Theory]
    [InlineData("delete_accounts")]
    [InlineData("delete account")]
    [InlineData("delet\u00E9_account")]
    [InlineData("delete__account")]
    [InlineData("etat")]
    [InlineData("k")]
    public void Another_name_resembles_none(string tool) => Assert.False(Names.Resembles(tool));

    [Fact]
    public void A_listed_letter_is_found_under_all_its_forms()
    {
        // U+2460 is "1" and U+210B "H" in NFKC; both sides are brought to the same form, whichever one the policy lists.
        var names = new LookalikeNames(["\u2460_\u210B"]);

        Assert.All(["1_H", "1_h", "\u2460_h", "1_\u210B", "\uFF11_\uFF28"], tool => Assert.True(names.Resembles(tool)));
    }

    [Fact]
    public void An_ascii_name_costs_no_allocation()
    {
        Names.Resembles("warm_up");

        Assert.Equal(0, Allocation.Of(static () => Names.Resembles(" Delete_ACCOUNT ") && Names.Resembles("list_accounts")));
    }
}
