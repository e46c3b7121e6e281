using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using PolicyLayer.Core.Evaluation;

namespace PolicyLayer.Core.Tests.Evaluation;

public sealed class MemberKeyTests
{
    [Theory]
    [InlineData("amount", "amount", nameof(KeyMatch.Same))]
    [InlineData("amount", @"\u0061mount", nameof(KeyMatch.Same))]
    [InlineData("amount", "Amount", nameof(KeyMatch.CaseVariant))]
    [InlineData("amount", @"\u0041mount", nameof(KeyMatch.CaseVariant))]
    [InlineData("amount", "amounts", nameof(KeyMatch.Other))]
    [InlineData("amount", "amoun", nameof(KeyMatch.Other))]
    [InlineData("session", "\u017Fession", nameof(KeyMatch.CaseVariant))]
    [InlineData("session", @"\u017fession", nameof(KeyMatch.CaseVariant))]
    [InlineData("token", "to\u212Aen", nameof(KeyMatch.CaseVariant))]
    [InlineData("\u017F", "s", nameof(KeyMatch.CaseVariant))]
    [InlineData("\u017F", "\u017F", nameof(KeyMatch.Same))]
    [InlineData("prix-\u00E9t\u00E9", @"prix-\u00e9t\u00c9", nameof(KeyMatch.CaseVariant))]
    [InlineData("a\"b", "a\\\"b", nameof(KeyMatch.Same))]
    [InlineData("a/b", @"a\/b", nameof(KeyMatch.Same))]
    [InlineData("a\\u0062", @"a\\u0062", nameof(KeyMatch.Same))]
    [InlineData("a\\u0062", @"a\u0062", nameof(KeyMatch.Other))]
    [InlineData("a\tb", @"a\tb", nameof(KeyMatch.Same))]
    [InlineData("\U0001F600", @"\ud83d\uDE00", nameof(KeyMatch.Same))]
    [InlineData("\U0001F600", "\U0001F600", nameof(KeyMatch.Same))]
    [InlineData("\U00010428", "\U00010400", nameof(KeyMatch.CaseVariant))]
    [InlineData("ab", @"\ud800b", nameof(KeyMatch.Other))]
    [InlineData("", "", nameof(KeyMatch.Same))]
    [InlineData("", "a", nameof(KeyMatch.Other))]
    public void A_key_is_compared_as_it_is_written(string name, string written, string expected) =>
        Assert.Equal(expected, new MemberKey(name).Compare(Encoding.UTF8.GetBytes(written)).ToString());

    [Fact]
    public void A_long_key_is_compared_in_whole()
    {
        var name = new string('n', 1000);

        Assert.Equal(KeyMatch.Same, new MemberKey(name).Compare(Encoding.UTF8.GetBytes(@"\u006e" + name[1..])));
        Assert.Equal(KeyMatch.CaseVariant, new MemberKey(name).Compare(Encoding.UTF8.GetBytes(@"\u004e" + name[1..])));
        Assert.Equal(KeyMatch.Other, new MemberKey(name).Compare(Encoding.UTF8.GetBytes(@"\u006e" + name)));
    }

    [Fact]
    public void Bytes_that_are_no_text_are_another_key() =>
        Assert.Equal(KeyMatch.Other, new MemberKey("ab").Compare([0xFF, (byte)'b']));

    [Fact]
    public void Every_way_to_write_a_key_compares_like_the_key_itself()
    {
        var letters = Gen.Elements("aAsSkK\"\\/\n\u0001\u017F\u212A\u00E9\u00C9\uFFFD".Select(static c => c.ToString())
            .Append("\U00010400").Append("\U00010428").ToArray());
        var words =
            from length in Gen.Choose(0, 4)
            from parts in Gen.ArrayOf(letters, length)
            select string.Concat(parts);
        var cases =
            from name in words
            from key in Gen.Frequency((1, Gen.Constant(name)), (3, words))
            from escapes in Gen.ArrayOf(Gen.Choose(0, 2), key.Length)
            select (Name: name, Key: key, Written: Write(key, escapes));

        Check.One(Config.QuickThrowOnFailure.WithMaxTest(10_000), Prop.ForAll(cases.ToArbitrary(), sample =>
        {
            var key = new MemberKey(sample.Name);
            return key.Compare(Encoding.UTF8.GetBytes(sample.Written)) == key.Compare(sample.Key)
                && JsonElement.Parse($"\"{sample.Written}\"").GetString() == sample.Key;
        }));
    }

    private static string Write(string key, int[] escapes)
    {
        var written = new StringBuilder();
        for (var index = 0; index < key.Length; index++)
        {
            var unit = key[index];
            if (escapes[index] == 0 || char.IsSurrogate(unit) || unit < ' ' || unit is '"' or '\\')
                written.Append(unit is '"' or '\\' && escapes[index] == 2 ? $"\\{unit}" : $"\\u{(int)unit:X4}");
            else
                written.Append(unit == '/' && escapes[index] == 1 ? "\\/" : unit);
        }

        return written.ToString();
    }
}
