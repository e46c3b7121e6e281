using System.Text;
using System.Text.Json;
using PolicyLayer.Core.Evaluation;

namespace PolicyLayer.Core.Tests.Evaluation;

public sealed class ToolArgumentsTests
{
    private const int Plenty = 1 << 20;

    [Theory]
    [InlineData("{}", true)]
    [InlineData("null", true)]
    [InlineData("""{"a":[1,{"b":"[[[["}]}""", true)]
    [InlineData("[]", false)]
    [InlineData("[{}]", false)]
    [InlineData("\"{}\"", false)]
    [InlineData("0", false)]
    [InlineData("true", false)]
    public void Arguments_are_an_object_or_none(string arguments, bool expected) =>
        Assert.Equal(expected, new ToolArguments(JsonElement.Parse(arguments)).IsWellFormed(Plenty));

    [Fact]
    public void No_arguments_are_well_formed()
    {
        Assert.True(default(ToolArguments).IsWellFormed(Plenty));
        Assert.True(new ToolArguments(default(JsonElement)).IsWellFormed(Plenty));
        Assert.True(new ToolArguments((IDictionary<string, JsonElement>?)null).IsWellFormed(Plenty));
        Assert.True(new ToolArguments(new Dictionary<string, JsonElement>()).IsWellFormed(Plenty));
    }

    [Theory]
    [InlineData("[", "]", 63, true)]
    [InlineData("[", "]", 64, false)]
    [InlineData("{\"a\":", "}", 63, true)]
    [InlineData("{\"a\":", "}", 64, false)]
    [InlineData("[[],{},\"[\",", "]", 62, true)]
    [InlineData("[[],{},\"[\",", "]", 63, false)]
    [InlineData("[[],{},\"[\",", "]", 500, false)]
    public void Arguments_are_at_most_64_deep(string open, string close, int levels, bool expected)
    {
        var nested = string.Concat(Enumerable.Repeat(open, levels)) + "1" + string.Concat(Enumerable.Repeat(close, levels));

        Assert.All(Forms($$"""{"x":1,"a":{{nested}},"y":"{[{["}"""), form => Assert.Equal(expected, form.IsWellFormed(Plenty)));
    }

    [Fact]
    public void Many_brackets_side_by_side_are_not_deep()
    {
        var wide = string.Join(",", Enumerable.Repeat("""[{"a":"[{\"["}]""", 10_000));

        Assert.All(Forms($$"""{"a":[{{wide}}]}"""), form => Assert.True(form.IsWellFormed(Plenty)));
    }

    [Fact]
    public void Arguments_are_as_large_as_their_json()
    {
        var text = """{"aé":"bé","c":[1,2],"d":{}}""";
        var size = Encoding.UTF8.GetByteCount(text);

        Assert.All(Forms(text), form =>
        {
            Assert.True(form.IsWellFormed(size));
            Assert.False(form.IsWellFormed(size - 1));
        });
    }

    [Fact]
    public void A_member_without_a_value_is_malformed() =>
        Assert.False(new ToolArguments(new Dictionary<string, JsonElement> { ["a"] = default }).IsWellFormed(Plenty));

    [Fact]
    public void Arguments_that_were_disposed_are_malformed()
    {
        ToolArguments value, members;
        using (var document = JsonDocument.Parse("{}"))
        {
            value = new(document.RootElement);
            members = new(new Dictionary<string, JsonElement> { ["a"] = document.RootElement });
        }

        Assert.False(value.IsWellFormed(Plenty));
        Assert.False(members.IsWellFormed(Plenty));
    }

    /// <summary>The same arguments as one value, as the SDK's dictionary and as another one.</summary>
    private static IEnumerable<ToolArguments> Forms(string json)
    {
        var value = JsonDocument.Parse(json, new() { MaxDepth = 10_000 }).RootElement;
        var members = value.EnumerateObject().ToDictionary(static member => member.Name, static member => member.Value);
        return [new(value), new(members), new(new SortedList<string, JsonElement>(members))];
    }
}
