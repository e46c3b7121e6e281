using System.Text.Json.Nodes;
using PolicyLayer.Core.Risk;

namespace PolicyLayer.Core.Tests.Risk;

public sealed class PolicyMergeTests
{
    [Fact]
    public void What_the_policy_says_stays_and_what_it_lacks_is_added()
    {
        const string Policy =
            """
            { "version": "1", "default": "allow", "mode": "shadow", "hide": ["get_secret"],
              "tools": { "delete_user": {}, "run_job": { "action": "deny" } } }
            """;

        var merged = Merge(Policy, "get_secret", "delete_user", "run_job", "get_user", "drop_table");

        Assert.Equal(["version", "default", "mode", "hide", "tools"], merged.Select(member => member.Key));
        Assert.Equal("allow", merged["default"]!.GetValue<string>());
        Assert.Equal("shadow", merged["mode"]!.GetValue<string>());
        Assert.Equal("""["get_secret","drop_table"]""", merged["hide"]!.ToJsonString());
        Assert.Equal(["delete_user", "run_job", "get_user"], merged["tools"]!.AsObject().Select(tool => tool.Key));
        Assert.Equal("{}", merged["tools"]!["delete_user"]!.ToJsonString());
        Assert.Equal("""{"action":"deny"}""", merged["tools"]!["run_job"]!.ToJsonString());
    }

    [Fact]
    public void A_counter_that_is_in_use_is_not_shared()
    {
        const string Policy =
            """
            { "version": "1", "default": "deny",
              "all_tools": { "limits": [{ "counter": "set_a_rate", "window": "day", "max": 5 }] },
              "tools": { "x": { "limits": [{ "counter": "set_b_rate", "window": "hour", "max": 5 }] } } }
            """;

        var merged = Merge(Policy, "set_a", "set_b");

        Assert.Equal("set_a_rate_2", merged["tools"]!["set_a"]!["limits"]![0]!["counter"]!.GetValue<string>());
        Assert.Equal("set_b_rate_2", merged["tools"]!["set_b"]!["limits"]![0]!["counter"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("Get_User")]
    [InlineData(" get_user")]
    [InlineData("\uff47et_user")]
    [InlineData("get_user\ufe0f")]
    [InlineData("get_\u3164user")]
    public void A_name_that_looks_like_a_known_one_is_not_let_through(string lookalike)
    {
        const string Policy =
            """{ "version": "1", "default": "allow", "tools": { "get_user": { "action": "deny" } } }""";

        Assert.Equal(["get_user"], Merge(Policy, lookalike)["tools"]!.AsObject().Select(tool => tool.Key));
    }

    [Fact]
    public void Where_everything_is_hidden_nothing_is_added()
    {
        const string Policy = """{ "version": "1", "default": "deny", "hide": ["*"] }""";

        Assert.Equal(JsonNode.Parse(Policy)!.ToJsonString(), Merge(Policy, "get_user", "delete_user").ToJsonString());
    }

    [Theory]
    [InlineData("*")]
    [InlineData("\uff0a")]
    public void A_tool_that_is_called_like_the_mark_for_everything_is_one_tool(string listed)
    {
        var policy = $$"""{ "version": "1", "default": "allow", "tools": { "{{listed}}": {} } }""";

        var merged = Merge(policy, "get_user", "delete_user");

        Assert.Equal("""["delete_user"]""", merged["hide"]!.ToJsonString());
        Assert.Equal([listed, "get_user"], merged["tools"]!.AsObject().Select(tool => tool.Key));
    }

    [Theory]
    [InlineData("allow")]
    [InlineData("deny")]
    public void A_destroying_tool_that_is_called_like_the_mark_for_everything_is_denied_and_hides_no_other(string @default)
    {
        var policy = PolicyRecommender.Merge(
            $$"""{ "version": "1", "default": "{{@default}}" }""", [Classified.Tool("*", "Delete it"), Classified.Tool("delete_user")]);

        var merged = JsonNode.Parse(policy.Json)!;
        Assert.Equal("""["delete_user"]""", merged["hide"]!.ToJsonString());
        Assert.Equal("deny", merged["tools"]!["*"]!["action"]!.GetValue<string>());
    }

    [Fact]
    public void What_the_default_denies_stays_denied_until_a_person_takes_that_out()
    {
        var merged = PolicyRecommender.Merge(
            """{ "version": "1", "default": "deny", "tools": { "get_user": {} } }""",
            [
                Classified.Tool("get_user"), Classified.Tool("get_secret"), Classified.Tool("set_user"), Classified.Tool("delete_user"),
                Classified.Tool("pay_invoice"),
            ]);

        var policy = JsonNode.Parse(merged.Json)!;
        Assert.Equal(["get_secret", "set_user"], merged.Denied);
        Assert.Equal("{}", policy["tools"]!["get_user"]!.ToJsonString());
        Assert.Equal("""["delete_user"]""", policy["hide"]!.ToJsonString());
        Assert.NotNull(policy["tools"]!["pay_invoice"]!["deny_if"]);
        Assert.Equal("deny", policy["tools"]!["get_secret"]!["action"]!.GetValue<string>());
        Assert.Equal("deny", policy["tools"]!["set_user"]!["action"]!.GetValue<string>());

        // Without the denial, what is left is the recommended rule.
        var waiting = policy["tools"]!["set_user"]!.AsObject();
        Assert.True(waiting.Remove("action") && waiting.Remove("reason"));
        var recommended = JsonNode.Parse(PolicyRecommender.Recommend([Classified.Tool("set_user")]).Json)!;
        Assert.Equal(recommended["tools"]!["set_user"]!.ToJsonString(), waiting.ToJsonString());
    }

    [Fact]
    public void A_policy_that_is_indented_only_if_it_is_short_stays_short_enough_to_load()
    {
        var tools = string.Join(',', Enumerable.Range(0, 9_000).Select(i => $$"""
            "get_{{i}}":{"deny_if":[{"path":"args.a","op":"eq","value":1}]}
            """.Trim()));
        var policy = $$"""{ "version":"1","default":"allow","tools":{ {{tools}} } }""";
        Assert.InRange(policy.Length, 500_000, 1 << 20);

        var merged = PolicyRecommender.Merge(policy, [Classified.Tool("get_user")]);

        Assert.True(Policy.Load(merged.Json).IsValid);
        Assert.Single(merged.Json.TrimEnd().Split('\n'));
        Assert.NotNull(JsonNode.Parse(merged.Json)!["tools"]!["get_user"]);
    }

    [Fact]
    public void A_second_merge_changes_nothing()
    {
        ToolRisk[] tools = [Classified.Tool("get_user"), Classified.Tool("set_user"), Classified.Tool("delete_user")];
        var first = PolicyRecommender.Recommend(tools).Json;

        Assert.Equal(first, PolicyRecommender.Merge("\uFEFF" + first, tools).Json);
    }

    [Fact]
    public void A_policy_with_errors_is_not_extended() => Assert.Throws<PolicyLoadException>(
        () => PolicyRecommender.Merge("""{ "version": "1", "default": "dney" }""", [Classified.Tool("get_user")]));

    private static JsonObject Merge(string policy, params string[] tools)
    {
        var merged = PolicyRecommender.Merge(policy, tools.Select(tool => Classified.Tool(tool)));

        Assert.True(PolicyLayer.Core.Policy.Load(merged.Json).IsValid);
        return JsonNode.Parse(merged.Json)!.AsObject();
    }
}
