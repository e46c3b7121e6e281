using System.Text;
using System.Text.Json;
using PolicyLayer.Core.Approvals;
using PolicyLayer.Core.Evaluation;

namespace PolicyLayer.Core.Tests.Approvals;

public sealed class CanonicalArgumentsTests
{
    [Theory]
    [InlineData("""{ "b" : 1, "a" : [ 2, { "d": null, "c": true } ] }""", """{"a":[2,{"c":true,"d":null}],"b":1}""")]
    [InlineData("""{"é":1,"z":2,"Z":3,"":4}""", """{"":4,"Z":3,"z":2,"\u00E9":1}""")]
    [InlineData("""{"a":[1.0,1,1e0,1E+0,-0,10000000000000000000000000000000001]}""", """{"a":[1.0,1,1e0,1E+0,-0,10000000000000000000000000000000001]}""")]
    [InlineData("""{"a":"\u0041\/\ud83d\ude00"}""", """{"a":"A/\uD83D\uDE00"}""")]
    [InlineData("{\"a\":\"\u202E<\"}", "{\"a\":\"\\u202E\\u003C\"}")]
    [InlineData("{}", "{}")]
    [InlineData("null", "")]
    public void There_is_one_form(string written, string canonical) => Assert.Equal(canonical, Of(written));

    [Fact]
    public void Absent_arguments_are_as_null() => Assert.Equal("", CanonicalArguments.Of(new ToolArguments(members: null)));

    [Theory]
    [InlineData("""{"a":1,"a":1}""")]
    [InlineData("""{"a":1,"\u0061":1}""")]
    [InlineData("""{"o":[{"a":1,"b":2,"a":3}]}""")]
    [InlineData("""{"a":"\ud800"}""")]
    [InlineData("""{"a":["\udc00\ud800"]}""")]
    [InlineData("""{"\ud800":1}""")]
    public void What_readers_could_disagree_about_has_none(string written) => Assert.Null(Of(written));

    [Fact]
    public void Bytes_that_are_no_text_have_none()
    {
        byte[] utf8 = [.. "{\"a\":\""u8, 0xFF, .. "\"}"u8];

        Assert.Null(CanonicalArguments.Of(new ToolArguments(JsonDocument.Parse(utf8).RootElement)));
    }

    [Fact]
    public void Members_have_the_form_of_the_object_they_are_of()
    {
        const string Written = """{ "b": { "y": 1, "x": 2 }, "a": "\u0041" }""";
        var members = JsonElement.Parse(Written).EnumerateObject().ToDictionary(member => member.Name, member => member.Value);

        Assert.Equal(Of(Written), CanonicalArguments.Of(new ToolArguments(members)));
        Assert.Equal("{}", CanonicalArguments.Of(new ToolArguments(new Dictionary<string, JsonElement>())));
    }

    [Fact]
    public void A_member_whose_name_is_no_text_has_none() => Assert.Null(CanonicalArguments.Of(
        new ToolArguments(new Dictionary<string, JsonElement> { ["\ud800"] = JsonElement.Parse("1") })));

    [Fact]
    public void The_deepest_arguments_have_one()
    {
        var text = new StringBuilder("1");
        for (var i = 0; i < 64; i++)
            text.Insert(0, "{\"a\":").Append('}');

        Assert.Equal(text.ToString(), Of(text.ToString()));
    }

    private static string? Of(string json) => CanonicalArguments.Of(new ToolArguments(JsonDocument.Parse(json).RootElement));
}
