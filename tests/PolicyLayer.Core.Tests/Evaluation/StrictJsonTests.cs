using System.Text;
using System.Text.Json;
using PolicyLayer.Core.Evaluation;

namespace PolicyLayer.Core.Tests.Evaluation;

public sealed class StrictJsonTests
{
    [Theory]
    [InlineData("""{"name":"t"}""", "t", JsonValueKind.Undefined)]
    [InlineData("""{"arguments":{"a":1},"name":"t"}""", "t", JsonValueKind.Object)]
    [InlineData("""{"name":"t","arguments":null}""", "t", JsonValueKind.Null)]
    [InlineData("""{"name":"t","arguments":[]}""", "t", JsonValueKind.Array)]
    [InlineData(""" {"_meta":{"progressToken":1},"n\u0061me":"\u00e9\ud83d\ude00","task":{"ttl":5},"arguments":{}} """,
        "\u00E9\U0001F600", JsonValueKind.Object)]
    public void A_call_has_a_name_and_may_have_arguments(string json, string tool, JsonValueKind arguments)
    {
        Assert.True(TryRead(json, out var readTool, out var readArguments));
        Assert.Equal(tool, readTool);
        Assert.Equal(arguments, readArguments.ValueKind);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("\"name\"")]
    [InlineData("{}")]
    [InlineData("""{"name":7}""")]
    [InlineData("""{"name":null}""")]
    [InlineData("""{"name":{"name":"t"}}""")]
    [InlineData("""{"name":"\ud800"}""")]
    [InlineData("""{"arguments":{}}""")]
    [InlineData("""{"name":"t","name":"t"}""")]
    [InlineData("""{"name":"t","n\u0061me":"u"}""")]
    [InlineData("""{"name":"t","Name":"u"}""")]
    [InlineData("""{"NAME":"t"}""")]
    [InlineData("""{"name":"t","arguments":{},"Arguments":{}}""")]
    [InlineData("""{"name":"t","ARGUMENTS":{}}""")]
    [InlineData("""{"name":"t","argument\u017f":{}}""")]
    [InlineData("""{"name":"t","arguments":{"a":1,"a":1}}""")]
    [InlineData("""{"name":"t","arguments":{"b":[{"a":1,"\u0061":1}]}}""")]
    [InlineData("""{"name":"t","_meta":{"a":1,"a":1}}""")]
    [InlineData("""{"name":"t","arguments":{"\ud800":1}}""")]
    [InlineData("""{"name":"t",}""")]
    [InlineData("""{"name":"t"} {}""")]
    [InlineData("""{"name":"t"/**/}""")]
    [InlineData("""{'name':'t'}""")]
    [InlineData("""{"name":"t","arguments":{"a":NaN}}""")]
    [InlineData("\uFEFF{\"name\":\"t\"}")]
    public void Anything_else_is_refused(string json) => Assert.False(TryRead(json, out _, out _));

    [Fact]
    public void Bytes_that_are_not_utf8_are_refused()
    {
        byte[] json = [.. "{\"name\":\"t\",\"arguments\":{\"a\":\""u8, 0xC0, 0xAF, .. "\"}}"u8];

        Assert.False(StrictJson.TryReadCall(json, out _, out _));
    }

    [Theory]
    [InlineData(64, true)]
    [InlineData(65, false)]
    [InlineData(100_000, false)]
    public void Arguments_are_at_most_64_deep(int depth, bool expected)
    {
        var arguments = "{\"a\":" + new string('[', depth - 1) + new string(']', depth - 1) + "}";

        Assert.Equal(expected, TryRead($$"""{"name":"t","arguments":{{arguments}}}""", out _, out _));
    }

    [Fact]
    public void A_hostile_depth_that_never_closes_is_refused() =>
        Assert.False(TryRead("""{"name":"t","arguments":""" + new string('[', 1_000_000), out _, out _));

    [Fact]
    public void A_parsed_call_keeps_no_hold_on_the_bytes()
    {
        var bytes = """{"name":"t","arguments":{"a":"b"}}"""u8.ToArray();
        var call = ToolCall.Parse(bytes, default);
        bytes.AsSpan().Clear();

        Assert.Equal("t", call.Tool);
        Assert.Equal("b", call.Arguments.Value.GetProperty("a").GetString());
    }

    [Fact]
    public void A_malformed_call_has_no_tool() => Assert.Equal("", ToolCall.Parse("{}"u8, default).Tool);

    private static bool TryRead(string json, out string tool, out JsonElement arguments) =>
        StrictJson.TryReadCall(Encoding.UTF8.GetBytes(json), out tool, out arguments);
}
