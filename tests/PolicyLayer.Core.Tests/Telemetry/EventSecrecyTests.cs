using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using PolicyLayer.Core.Telemetry;
using static PolicyLayer.Core.Tests.Policies;

namespace PolicyLayer.Core.Tests.Telemetry;

/// <summary>What could be worked out from events is in none.</summary>
public sealed class EventSecrecyTests
{
    private static readonly string[] Booleans = ["true", "false"];

    [Theory]
    [InlineData("enforce")]
    [InlineData("shadow")]
    public void Amounts_that_are_off_do_not_follow_from_the_events_of_another_tool_either(string mode)
    {
        using var engine = new ObservedEngine(
            $$"""
            { "version": "1", "default": "deny", "mode": "{{mode}}", "tools": {
              "refund": { "limits": [{ "counter": "cents", "window": "day", "max": 100000, "increment_from": "args.amount" }] },
              "fee": {
                "limits": [
                  { "counter": "cents", "window": "day", "max": 100000 },
                  { "counter": "fees", "window": "day", "max": 5 }],
                "rate_limit": { "max": 3, "window": "minute" } } } }
            """,
            events => events.ChargedAmounts = false);

        engine.Decide("""{ "amount": 4711 }""", "refund");
        var told = engine.Decide(tool: "fee");

        Assert.Equal(["fees", "rate_limit"], UsageIn(told).Select(usage => usage.Counter));
        Assert.Equal([null, 4, 2], told.Limits!.Select(limit => limit.Remaining));
        Assert.Equal([false, true, true], told.Limits!.Select(limit => limit.Reset is not null));
        Assert.Equal([1L, 1, 1], told.Limits!.Select(limit => limit.Cost));
    }

    [Theory]
    [InlineData("server", false)]
    [InlineData("grant", true)]
    public void Of_a_counter_that_policies_share_nothing_is_told_if_one_of_them_charges_an_argument(string scope, bool isTold)
    {
        using var engine = EngineOfTwo(scope, others: "server");

        engine.Decide("""{ "amount": 4711 }""", caller: Bob);
        var told = engine.Decide();

        Assert.Equal(isTold, UsageIn(told).Count > 0);
        Assert.Equal(isTold, Assert.Single(told.Limits!).Remaining is not null);
    }

    [Fact]
    public void What_a_policy_of_another_server_charges_is_another_counter()
    {
        using var engine = EngineOfTwo("server", others: "elsewhere");

        Assert.Equal(99_999, Assert.Single(engine.Decide().Usage).Remaining);
    }

    [Fact]
    public async Task A_policy_that_is_not_certain_any_more_tells_nothing_of_its_limits()
    {
        ObservedEngine? engine = null;
        var store = new PolicyLayer.TestKit.ScriptedCounterStore
        {
            Answer = (charges, _) =>
            {
                engine!.Source.Change(DependencyInjection.PolicyTexts.Limited(max: 7));
                return ValueTask.FromResult(new Core.Limits.CounterReply([new(4, TimeSpan.FromSeconds(1))], "kept"));
            },
        };
        using (engine = new ObservedEngine(
            DependencyInjection.PolicyTexts.Limited(max: 5),
            events => events.ChargedAmounts = false,
            services => services.Add(new(typeof(Core.Limits.ICounterStore), store))))
        {
            await engine.Evaluator.EvaluateAsync(Call());
        }

        Assert.Empty(engine.Kept.Only.Usage);
        Assert.Null(Assert.Single(engine.Kept.Only.Limits!).Remaining);
    }

    [Theory]
    [InlineData("""{ "path": "args.flag", "op": "gt", "value": 1 }""")]
    [InlineData("""{ "path": "args.flag", "op": "exists", "value": true }""")]
    [InlineData("""{ "path": "args.flags[*]", "op": "gt", "value": 1 }""")]
    public void Whether_a_value_is_true_or_false_is_not_told(string condition)
    {
        using var engine = new ObservedEngine(
            $$"""{ "version": "1", "default": "deny", "tools": { "t": { "require": [{{condition}}] } } }""");

        var kinds = Booleans
            .Select(value => engine.Decide($$"""{ "flag": {{value}}, "flags": [{{value}}] }"""))
            .Select(told => Assert.Single(Assert.Single(told.Rules!).Conditions).ValueKind)
            .ToArray();

        Assert.Equal(JsonValueKind.True, kinds[0]);
        Assert.Equal(kinds[0], kinds[1]);
    }

    [Fact]
    public void Nor_is_it_told_of_a_cost()
    {
        using var engine = new ObservedEngine(
            """
            { "version": "1", "default": "deny", "tools": { "t": {
              "limits": [{ "counter": "c", "window": "day", "max": 5, "increment_from": "args.amount" }] } } }
            """);

        var kinds = Booleans
            .Select(value => Assert.Single(engine.Decide($$"""{ "amount": {{value}} }""").Limits!).CostKind);

        Assert.Equal([JsonValueKind.True, JsonValueKind.True], kinds);
    }

    // Alice pays a fixed cost, and all others of the server what they say.
    private static ObservedEngine EngineOfTwo(string scope, string others)
    {
        var limit = $$"""{ "counter": "cents", "window": "day", "max": 100000, "scope": "{{scope}}" }""";
        var amounts = limit.Replace(" }", """, "increment_from": "args.amount" }""", StringComparison.Ordinal);
        return new(
            Policy(limit),
            events => events.ChargedAmounts = false,
            services => services.Configure<Core.DependencyInjection.PolicyLayerOptions>(options =>
            {
                options.Policies["others"] = new() { Text = Policy(amounts) };
                options.Assignments[0].Grant = "alice";
                options.Assignments.Add(new() { Policy = "others", Server = others });
            }));
    }

    private static string Policy(string limit) =>
        $$"""{ "version": "1", "default": "deny", "tools": { "t": { "limits": [{{limit}}] } } }""";

    private static IReadOnlyList<LimitUsage> UsageIn(DecisionEvent told) => told.Shadow?.Usage ?? told.Usage;
}
