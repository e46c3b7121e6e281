using System.Text.Json.Nodes;
using PolicyLayer.Core.Risk;

namespace PolicyLayer.Core.Tests.Risk;

public sealed class PolicyRecommenderTests
{
    private static readonly ToolRisk[] OneOfEach =
    [
        Classified.Tool("get_user"), Classified.Tool("set_user"), Classified.Tool("run_job"), Classified.Tool("delete_user"),
        Classified.Tool("pay_invoice"),
    ];

    [Fact]
    public void Every_category_gets_its_published_shape()
    {
        var policy = PolicyRecommender.Recommend(OneOfEach);

        Assert.Equal(
            """
            {
              "version": "1",
              "description": "Recommended for 5 tools: 1 Read, 1 Write, 1 Execute, 1 Destructive, 1 Financial. What destroys is hidden.",
              "default": "deny",
              "hide": [
                "delete_user"
              ],
              "tools": {
                "get_user": {
                  "description": "Read, low: name: \"get\" -> Read"
                },
                "pay_invoice": {
                  "description": "Financial, critical: name: \"pay\" -> Financial",
                  "deny_if": [
                    {
                      "conditions": [],
                      "on_deny": "Requires human approval."
                    }
                  ]
                },
                "run_job": {
                  "description": "Execute, high: name: \"run\" -> Execute",
                  "limits": [
                    {
                      "counter": "run_job_rate",
                      "window": "minute",
                      "max": 10,
                      "scope": "grant"
                    }
                  ]
                },
                "set_user": {
                  "description": "Write, medium: name: \"set\" -> Write",
                  "limits": [
                    {
                      "counter": "set_user_rate",
                      "window": "minute",
                      "max": 30,
                      "scope": "grant"
                    }
                  ]
                }
              }
            }

            """,
            policy.Json);
        Assert.Empty(policy.LeftOut);
    }

    [Fact]
    public void The_document_loads_without_a_remark_whatever_the_order_of_the_tools()
    {
        var policy = PolicyRecommender.Recommend(OneOfEach);

        Assert.Empty(Policy.Load(policy.Json).Diagnostics);
        Assert.Equal(policy.Json, PolicyRecommender.Recommend(OneOfEach.Reverse()).Json);
        Assert.Empty(Policy.Load(PolicyRecommender.Recommend([]).Json).Diagnostics);
    }

    [Fact]
    public void Of_two_tools_with_one_name_the_gravest_counts()
    {
        var policy = Json(PolicyRecommender.Recommend([Classified.Tool("widget", "Get it"), Classified.Tool("widget", "Delete it")]));

        Assert.Equal("widget", policy["hide"]![0]!.GetValue<string>());
        Assert.Null(policy["tools"]);
    }

    [Fact]
    public void What_cannot_stand_in_a_policy_is_left_out_and_told()
    {
        string[] names = ["", "a\u0000b", "e\u0301", "\ud800", "\u200b", new string('a', 129)];

        var policy = PolicyRecommender.Recommend(names.Append("größe_setzen").Select(name => Classified.Tool(name)));

        Assert.Equal(names.Order(StringComparer.Ordinal), policy.LeftOut);
        Assert.True(Policy.Load(policy.Json).IsValid);
        Assert.Equal(["größe_setzen"], Json(policy)["tools"]!.AsObject().Select(tool => tool.Key));
    }

    [Fact]
    public void Long_names_get_counters_of_their_own()
    {
        var stem = "set_" + new string('a', 120);

        var policy = PolicyRecommender.Recommend([Classified.Tool(stem + "b"), Classified.Tool(stem + "c"), Classified.Tool(stem + "\U0001F600")]);

        Assert.Empty(Policy.Load(policy.Json).Diagnostics);
        Assert.Equal(3, Counters(policy).Distinct().Count());
    }

    private static IEnumerable<string> Counters(RecommendedPolicy policy) =>
        Json(policy)["tools"]!.AsObject().Select(tool => tool.Value!["limits"]![0]!["counter"]!.GetValue<string>());

    private static JsonObject Json(RecommendedPolicy policy) => JsonNode.Parse(policy.Json)!.AsObject();
}
