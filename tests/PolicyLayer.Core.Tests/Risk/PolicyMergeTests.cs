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
