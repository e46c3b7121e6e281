using System.Text;
using PolicyLayer.Gateway.Eval;

namespace PolicyLayer.Gateway.Tests.Eval;

public class MalformedLineTests
{
    private const string Denial =
        """{"outcome":"deny","code":"invalid_call","rule":"(invalid call)","message":"The call is malformed.",""" +
        "\"retry_after_ms\":null,\"limits\":[]}";

    private const string Allowed =
        """{"outcome":"allow","code":"allowed","rule":"","message":"","retry_after_ms":null,"limits":[]}""";

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("\r")]
    [InlineData("tool")]
    [InlineData("{")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("\"t\"")]
    [InlineData("[{\"tool\":\"t\"}]")]
    [InlineData("{\"tool\":\"t\"} x")]
    [InlineData("{\"tool\":\"t\"}{\"tool\":\"t\"}")]
    [InlineData("{\"tool\":\"t\",}")]
    [InlineData("{'tool':'t'}")]
    [InlineData("{\"tool\":\"t\"} // comment")]
    [InlineData("{\"tool\":\"t\",\"arguments\":{\"n\":NaN}}")]
    [InlineData("{\"tool\":\"t\",\"arguments\":{\"n\":01}}")]
    [InlineData("{\"tool\":\"a\tb\"}")]
    [InlineData("\uFEFF{\"tool\":\"t\"}")]
    public Task A_line_that_is_no_strict_JSON_object_is_denied(string line) => IsDenied(line);

    [Theory]
    [InlineData("{\"tool\":\"t\",\"tool\":\"t\"}")]
    [InlineData("{\"tool\":\"t\",\"\\u0074ool\":\"t\"}")]
    [InlineData("{\"tool\":\"t\",\"arguments\":{\"a\":1,\"a\":1}}")]
    [InlineData("{\"tool\":\"t\",\"arguments\":{\"a\":[{\"b\":{\"c\":1,\"\\u0063\":2}}]}}")]
    [InlineData("{\"tool\":\"t\",\"context\":{\"role\":\"user\",\"role\":\"admin\"}}")]
    public Task A_line_with_a_duplicate_key_at_any_depth_is_denied(string line) => IsDenied(line);

    [Theory]
    [InlineData("{\"arguments\":{}}")]
    [InlineData("{\"tool\":null}")]
    [InlineData("{\"tool\":5}")]
    [InlineData("{\"tool\":[\"t\"]}")]
    [InlineData("{\"tool\":\"\"}")]
    [InlineData("{\"tool\":\"\\ud800\"}")]
    [InlineData("{\"tool\":\"a\\u0000\"}")]
    [InlineData("{\"Tool\":\"t\"}")]
    [InlineData("{\"tool\":\"t\",\"TOOL\":\"t\"}")]
    [InlineData("{\"tool\":\"t\",\"argument\":{}}")]
    [InlineData("{\"tool\":\"t\",\"\\ud800\":1}")]
    [InlineData("{\"tool\":\"t\",\"arguments\":[]}")]
    [InlineData("{\"tool\":\"t\",\"arguments\":\"{}\"}")]
    [InlineData("{\"tool\":\"t\",\"arguments\":5}")]
    [InlineData("{\"tool\":\"t\",\"server\":5}")]
    [InlineData("{\"tool\":\"t\",\"grant\":{}}")]
    [InlineData("{\"tool\":\"t\",\"grant\":\"\\udc00\"}")]
    [InlineData("{\"tool\":\"t\",\"session\":true}")]
    [InlineData("{\"tool\":\"t\",\"context\":[]}")]
    [InlineData("{\"tool\":\"t\",\"context\":\"{}\"}")]
    [InlineData("{\"tool\":\"t\",\"at\":\"soon\"}")]
    [InlineData("{\"tool\":\"t\",\"at\":false}")]
    [InlineData("{\"tool\":\"t\",\"at\":1e99}")]
    [InlineData("{\"tool\":\"t\",\"result\":\"OK\"}")]
    [InlineData("{\"tool\":\"t\",\"result\":0}")]
    public Task A_line_that_describes_no_call_is_denied(string line) => IsDenied(line);

    [Theory]
    [InlineData(65)]
    [InlineData(600)]
    [InlineData(100_000)]
    public Task Arguments_deeper_than_64_are_denied(int depth) => IsDenied(CallOfDepth(depth));

    [Fact]
    public async Task Arguments_64_deep_are_not()
    {
        var result = await CommandRunner.EvalAsync(EvalPolicies.AllowAll, CallOfDepth(64));

        Assert.Equal([Allowed], result.Lines);
    }

    [Theory]
    [InlineData(1 << 20, Allowed)]
    [InlineData((1 << 20) + 1, Denial)]
    public async Task Arguments_may_take_1_MiB(int bytes, string decision)
    {
        var text = new string('x', bytes - """{"a":""}""".Length);

        var result = await CommandRunner.EvalAsync(
            EvalPolicies.AllowAll, "{\"tool\":\"t\",\"arguments\":{\"a\":\"" + text + "\"}}");

        Assert.Equal([decision], result.Lines);
    }

    [Fact]
    public async Task A_line_that_is_no_UTF8_is_denied()
    {
        byte[] calls =
        [
            .. "{\"tool\":\""u8, 0xff, .. "\"}\n"u8,
            .. "{\"tool\":\"t\",\"arguments\":{\"a\":\""u8, 0xc3, .. "\"}}\n"u8,
            .. "{\"tool\":\"t\"}\n"u8,
        ];

        var result = await CommandRunner.EvalAsync(EvalPolicies.AllowAll, calls);

        Assert.Equal([Denial, Denial, Allowed], result.Lines);
    }

    [Fact]
    public async Task A_line_that_is_too_long_is_denied_and_the_next_one_is_read()
    {
        var text = new string('x', LineReader.MaxLineBytes);

        var result = await CommandRunner.EvalAsync(
            EvalPolicies.AllowAll, $$$"""{"tool":"t","context":{"text":"{{{text}}}"}}""", """{"tool":"t"}""");

        Assert.Equal([Denial, Allowed], result.Lines);
    }

    [Theory]
    [InlineData("{\"tool\":\"t\"}")]
    [InlineData(" {\"tool\" : \"t\"}\t")]
    [InlineData("{\"\\u0074ool\":\"t\"}")]
    [InlineData("{\"tool\":\"t\",\"arguments\":null}")]
    [InlineData("{\"tool\":\"t\",\"arguments\":{\"a\":1,\"A\":1e999}}")]
    [InlineData("{\"tool\":\"t\",\"at\":null,\"server\":null,\"grant\":null,\"session\":null,\"context\":null,\"result\":null}")]
    [InlineData("{\"tool\":\"Zoë\",\"server\":\"s\",\"grant\":\"g\",\"session\":\"\"}")]
    [InlineData("{\"tool\":\"t\",\"context\":{\"a\":[1]},\"result\":\"ok\",\"at\":0}")]
    public async Task A_line_that_describes_a_call_is_judged(string line)
    {
        var result = await CommandRunner.EvalAsync(EvalPolicies.AllowAll, line);

        Assert.Equal([Allowed], result.Lines);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\uFEFF")]
    public async Task No_lines_give_no_decisions(string calls)
    {
        var result = await CommandRunner.EvalAsync(EvalPolicies.AllowAll, Encoding.UTF8.GetBytes(calls));

        Assert.Equal(0, result.ExitCode);
        Assert.Empty(result.Output);
    }

    [Fact]
    public async Task Byte_order_mark_CRLF_and_a_last_line_that_is_not_ended_are_read()
    {
        var calls = Encoding.UTF8.GetBytes("\uFEFF{\"tool\":\"t\"}\r\n{\"tool\":\"t\"}");

        var result = await CommandRunner.EvalAsync(EvalPolicies.AllowAll, calls);

        Assert.Equal([Allowed, Allowed], result.Lines);
    }

    private static async Task IsDenied(string line)
    {
        var result = await CommandRunner.EvalAsync(EvalPolicies.AllowAll, """{"tool":"t"}""", line, """{"tool":"t"}""");

        Assert.Equal(0, result.ExitCode);
        Assert.Equal([Allowed, Denial, Allowed], result.Lines);
        Assert.Empty(result.Error);
    }

    private static string CallOfDepth(int depth)
    {
        // The object of the arguments is the first level.
        var arrays = depth - 1;
        return "{\"tool\":\"t\",\"arguments\":{\"a\":" + new string('[', arrays) + new string(']', arrays) + "}}";
    }
}
