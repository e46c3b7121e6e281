using System.Text;
using System.Text.Json;
using PolicyLayer.TestKit;

namespace PolicyLayer.Gateway.Tests.Explain;

public class ExplainTests
{
    private static readonly MarkdownPage Page = new("docs/policy.md");

    private const string Policy =
        """
        {"version":"1","default":"deny","tools":{
          "pay":{
            "require":[{"path":"args.items[*].price","op":"lt","value":10}],
            "deny_if":[{"name":"odd","conditions":[
              {"path":"context.role","op":"neq","value":"staff"},{"path":"args.note","op":"regex","value":"x"}]}],
            "require_approval_if":[{"path":"args.cents","op":"gt","value":500}],
            "limits":[{"counter":"cents","window":"day","max":1000,"increment_from":"args.cents"},
              {"counter":"calls","window":"minute","max":3}]}}}
        """;

    private const string Paid =
        """
        {"tool":"pay","arguments":{"items":[{"price":1},{"price":2}],"note":"secret","cents":321},"context":{"role":"staff"}}
        """;

    [Fact]
    public async Task The_page_of_policies_shows_what_is_printed()
    {
        var call = Assert.Single(Page.Blocks("json call"));

        var run = await ExplainAsync(Page.Blocks("json")[0], call);

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Equal(Assert.Single(Page.Blocks("text explain")), run.Output);
    }

    [Fact]
    public async Task A_call_that_passes_shows_every_rule_and_limit()
    {
        var run = await ExplainAsync(Policy, Paid);

        Assert.Equal(
            """
            pay: allow, allowed

            1  the caller has a policy                     passed
            2  the call is well-formed                     passed
            3  the tool is not hidden                      passed
            4  the tool is listed, or others are allowed   passed
            5  the action does not deny                    passed
            6  no rule denies                              passed
               holds        /tools/pay/require/args.items[*].price-lt
                 holds        args.items[*].price lt  (2 elements looked at)
               fails        /tools/pay/deny_if/odd
                 fails        context.role neq  (string)
                 fails        args.note regex  (string)
            7  nobody has to approve                       passed
               fails        /tools/pay/require_approval_if/args.cents-gt
                 fails        args.cents gt  (number)
            8  the limits have room                        passed
               has room     /tools/pay/limits/cents  (costs args.cents; number; 1000 of 1000 left)
               has room     /tools/pay/limits/calls  (costs 1; 3 of 3 left)

            """,
            run.Output,
            ignoreLineEndingDifferences: true);
    }

    [Fact]
    public async Task Values_are_shown_when_they_are_asked_for()
    {
        var run = await ExplainAsync(Policy, Paid, "--values");

        Assert.Contains("args.note regex  (string; value \"secret\")\n", run.Output, StringComparison.Ordinal);
        Assert.Contains("(costs 321; number; 1000 of 1000 left)\n", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Json_is_one_object_with_the_documented_members()
    {
        var run = await ExplainAsync(
            Policy, """{"tool":"pay","arguments":{"items":[{"price":1},{"price":"2"}],"cents":1}}""", "--format", "json");

        Assert.Equal(
            """
            {"tool":"pay","decision":{"outcome":"deny","code":"requirement_failed",
            "rule":"/tools/pay/require/args.items[*].price-lt",
            "message":"The call does not meet a requirement of the policy for \"pay\".","retry_after_ms":null,"limits":[]},
            "step":6,"rules":[{"rule":"/tools/pay/require/args.items[*].price-lt","result":"mismatch","stops":true,"conditions":[
            {"path":"args.items[*].price","op":"lt","result":"mismatch","why":"wrong_type","type":"string","elements":2,
            "deciding_element":[1]}]},{"rule":"/tools/pay/deny_if/odd","result":"not_reached","stops":false,"conditions":[
            {"path":"context.role","op":"neq","result":"not_reached","why":null,"type":null,"elements":null,
            "deciding_element":null},{"path":"args.note","op":"regex","result":"not_reached","why":null,"type":null,
            "elements":null,"deciding_element":null}]}],"approvals":[{"rule":"/tools/pay/require_approval_if/args.cents-gt",
            "result":"not_reached","stops":false,"conditions":[{"path":"args.cents","op":"gt","result":"not_reached",
            "why":null,"type":null,"elements":null,"deciding_element":null}]}],"limits":[{"rule":"/tools/pay/limits/cents",
            "counter":"cents","result":"not_reached","why":null,"cost":null,"cost_from":"args.cents","cost_type":null,
            "capacity":1000,"remaining":null,"reset_ms":null},{"rule":"/tools/pay/limits/calls","counter":"calls",
            "result":"not_reached","why":null,"cost":1,"cost_from":null,"cost_type":null,"capacity":3,"remaining":null,
            "reset_ms":null}]}
            """.ReplaceLineEndings(""),
            Assert.Single(run.Lines));
    }

    [Fact]
    public async Task Json_tells_values_as_the_text_they_were_written_in()
    {
        const string Call = """{"tool":"pay","arguments":{"items":[{"price":1e0}],"note":"\ud800"},"context":{"role":"x"}}""";

        var run = await ExplainAsync(Policy, Call, "--format", "json", "--values");

        var conditions = JsonElement.Parse(run.Output).GetProperty("rules")[1].GetProperty("conditions");
        Assert.Equal(
            [@"""x""", @"""\ud800"""], conditions.EnumerateArray().Select(condition => condition.GetProperty("value").GetString()));
        Assert.Equal("broken_text", conditions[1].GetProperty("why").GetString());
    }

    [Theory]
    [InlineData("""{"items":[],"cents":2000}""", 7, "approval_required")]
    [InlineData("""{"items":[]}""", 8, "cost_invalid")]
    [InlineData("""{"items":[],"cents":-1}""", 8, "cost_invalid")]
    [InlineData("""{"items":[],"cents":5}""", 9, "allowed")]
    [InlineData("""[]""", 2, "invalid_call")]
    public async Task The_step_that_decided_is_numbered(string arguments, int step, string code)
    {
        var call = $$$"""{"tool":"pay","arguments":{{{arguments}}},"context":{"role":"staff"}}""";

        var trace = JsonElement.Parse((await ExplainAsync(Policy, call, "--format", "json")).Output);

        Assert.Equal(step, trace.GetProperty("step").GetInt32());
        Assert.Equal(code, trace.GetProperty("decision").GetProperty("code").GetString());
    }

    [Theory]
    [InlineData("""{"tool":"pay","tool":"pay"}""")]
    [InlineData("""{"tool":"pay","argument":{}}""")]
    [InlineData("""{"tool":"pay"} {"tool":"pay"}""")]
    [InlineData("")]
    public async Task What_is_not_one_call_is_explained_as_malformed(string file)
    {
        var run = await ExplainAsync(Policy, file);

        Assert.Equal(0, run.ExitCode);
        Assert.StartsWith("(no tool): deny, invalid_call\n", run.Output, StringComparison.Ordinal);
        Assert.Contains("2  the call is well-formed                     deny\n", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_call_may_be_spread_over_lines_behind_a_byte_order_mark()
    {
        using var directory = new TemporaryDirectory();
        var policy = directory.Write("policy.json", Policy);
        var call = Path.Combine(directory.FullName, "call.json");
        await File.WriteAllTextAsync(call, Paid.Replace(",", ",\r\n  ", StringComparison.Ordinal), new UTF8Encoding(true));

        var run = await CommandRunner.RunAsync("explain", "--policy", policy, "--call", call);

        Assert.StartsWith("pay: allow, allowed\n", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_call_that_is_longer_than_a_line_may_be_is_malformed()
    {
        var run = await ExplainAsync(Policy, Paid + new string(' ', 4 << 20));

        Assert.Contains("invalid_call", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task In_shadow_mode_the_trace_is_of_what_would_have_happened()
    {
        var shadow = Policy.Replace("\"default\"", "\"mode\":\"shadow\",\"default\"", StringComparison.Ordinal);
        const string Call = """{"tool":"pay","arguments":{"items":[{"price":99}]}}""";

        var text = (await ExplainAsync(shadow, Call)).Output;
        var json = JsonElement.Parse((await ExplainAsync(shadow, Call, "--format", "json")).Output);

        Assert.StartsWith(
            "pay: deny, requirement_failed; in shadow mode, so the call is allowed\n", text, StringComparison.Ordinal);
        Assert.Equal("allow", json.GetProperty("decision").GetProperty("outcome").GetString());
        Assert.Equal(6, json.GetProperty("step").GetInt32());
    }

    [Fact]
    public async Task Nothing_in_a_name_or_a_value_reaches_the_terminal_unescaped()
    {
        const string Call = """{"tool":"p\u001b[31may","arguments":{}}""";
        const string Value = "{\"tool\":\"pay\",\"arguments\":{\"items\":[],\"note\":\"\u202eevil\"},\"context\":{\"role\":\"x\"}}";

        var name = await ExplainAsync(Policy, Call);
        var value = await ExplainAsync(Policy, Value, "--values");

        Assert.StartsWith(@"p\u001b[31may: deny, invalid_call", name.Output, StringComparison.Ordinal);
        Assert.Contains(@"value ""\u202eevil""", value.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_policy_with_errors_explains_nothing()
    {
        var run = await ExplainAsync("""{"version":"1"}""", Paid);

        Assert.Equal((1, ""), (run.ExitCode, run.Output));
        Assert.Contains("error", run.Error, StringComparison.Ordinal);
    }

    private static async Task<CommandResult> ExplainAsync(string policy, string call, params string[] options)
    {
        using var directory = new TemporaryDirectory();
        var policyFile = directory.Write("policy.json", policy);
        return await CommandRunner.RunAsync(
            Encoding.UTF8.GetBytes(call), ["explain", "--policy", policyFile, "--call", "-", .. options]);
    }
}
