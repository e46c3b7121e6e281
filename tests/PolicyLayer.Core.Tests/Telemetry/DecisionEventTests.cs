using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using static PolicyLayer.Core.Tests.DependencyInjection.PolicyTexts;
using static PolicyLayer.Core.Tests.Policies;

namespace PolicyLayer.Core.Tests.Telemetry;

public sealed class DecisionEventTests
{
    private const string Ruled = """
        { "version": "1", "default": "deny", "tools": { "t": {
          "require": [{ "path": "args.unit", "op": "eq", "value": "eur" }],
          "deny_if": [{ "path": "args.cents", "op": "gt", "value": 500 }, { "path": "args.note", "op": "exists", "value": true }],
          "limits": [{ "counter": "cents", "window": "day", "max": 1000, "increment_from": "args.cents" }] } } }
        """;

    [Fact]
    public void An_event_says_who_called_what_when_and_what_was_decided()
    {
        using var engine = new ObservedEngine(Limited(max: 1));
        engine.Decide();
        engine.Clock.Advance(TimeSpan.FromSeconds(20));

        var told = engine.Decide("""{ "b": 1, "a": 2, "B": 3 }""");

        Assert.Equal(("server", "alice", "session-1", "t"), (told.Server, told.Grant, told.Session, told.Tool));
        Assert.Equal(engine.Clock.GetUtcNow(), told.Time);
        Assert.Equal((PolicyOutcome.RateLimited, "rate_limited", "/tools/t/limits/c"), (told.Outcome, told.Code, told.Rule));
        Assert.Equal(TimeSpan.FromSeconds(40), told.RetryAfter);
        Assert.Equal("""The rate limit of "t" is reached. Try again in 40 s.""", told.Message);
        Assert.Equal(0, Assert.Single(told.Usage).Remaining);
        Assert.Equal(["B", "a", "b"], told.ArgumentKeys);
        Assert.Equal(3, told.ArgumentCount);
        Assert.Null(told.Shadow);
    }

    [Fact]
    public void Ids_are_unique_and_grow_with_time()
    {
        using var engine = new ObservedEngine(AllowAll);
        engine.Decide();
        engine.Clock.Advance(TimeSpan.FromMilliseconds(1));
        engine.Decide();

        var ids = engine.Kept.All.Select(told => told.Id.ToString()).ToList();
        Assert.Equal(2, ids.Distinct().Count());
        Assert.Equal(ids.Order(StringComparer.Ordinal), ids);
    }

    [Fact]
    public async Task The_duration_is_that_of_the_decision_by_the_clock_of_the_container()
    {
        var clock = new PolicyLayer.TestKit.ManualTimeProvider();
        var store = new PolicyLayer.TestKit.ScriptedCounterStore
        {
            Answer = (_, _) =>
            {
                clock.Advance(TimeSpan.FromMilliseconds(5));
                throw new IOException("The store is down.");
            },
        };
        using var engine = new ObservedEngine(Limited(max: 1), register: services =>
        {
            Add(services, clock);
            Add<Core.Limits.ICounterStore>(services, store);
        });

        await engine.Evaluator.EvaluateAsync(Call());

        var told = engine.Kept.Only;
        Assert.Equal((DecisionCodes.StoreFailed, TimeSpan.FromMilliseconds(5)), (told.Code, told.Duration));
    }

    [Fact]
    public void The_policy_is_told_by_name_hash_and_version_and_follows_a_reload()
    {
        using var engine = new ObservedEngine(AllowAll);

        var before = engine.Decide();
        engine.Source.Change(DenyAll);
        var after = engine.Decide();

        Assert.Equal(("main", Sha256(AllowAll), 0L), (before.PolicyName, before.PolicyHash, before.PolicyVersion));
        Assert.Equal(("main", Sha256(DenyAll), 1L), (after.PolicyName, after.PolicyHash, after.PolicyVersion));
    }

    [Fact]
    public async Task A_policy_that_is_replaced_during_the_decision_is_not_told_at_all()
    {
        ObservedEngine? engine = null;
        var store = new PolicyLayer.TestKit.ScriptedCounterStore
        {
            Answer = (_, _) =>
            {
                engine!.Source.Change(DenyAll);
                throw new IOException("The store is down.");
            },
        };
        engine = new(Limited(max: 1), register: services => Add<Core.Limits.ICounterStore>(services, store));
        using (engine)
            await engine.Evaluator.EvaluateAsync(Call());

        var told = engine.Kept.Only;
        Assert.Equal(((string?)null, (string?)null, (long?)null), (told.PolicyName, told.PolicyHash, told.PolicyVersion));
    }

    [Fact]
    public void A_caller_without_a_policy_or_without_a_name_is_told_as_such()
    {
        using var engine = new ObservedEngine(AllowAll);

        var stranger = engine.Decide("""{ "a": 1 }""", caller: new("elsewhere", "eve"));
        var nobody = engine.Decide(caller: default(CallerContext));

        Assert.Equal((DecisionCodes.NoPolicy, "elsewhere", null), (stranger.Code, stranger.Server, stranger.PolicyName));
        Assert.Equal((DecisionCodes.NoPolicy, null, null), (nobody.Code, nobody.Server, nobody.Grant));
        Assert.Empty(stranger.ArgumentKeys);
    }

    [Fact]
    public void In_shadow_mode_the_event_says_what_would_have_happened()
    {
        using var engine = new ObservedEngine(
            Ruled.Replace("\"default\"", "\"mode\": \"shadow\", \"default\"", StringComparison.Ordinal));

        var told = engine.Decide("""{ "unit": "usd" }""");

        Assert.Equal((PolicyOutcome.Allow, DecisionCodes.Allowed), (told.Outcome, told.Code));
        Assert.Equal(
            (PolicyOutcome.Deny, DecisionCodes.RequirementFailed, "/tools/t/require/args.unit-eq"),
            (told.Shadow?.Outcome, told.Shadow?.Code, told.Shadow?.Rule));
        Assert.Equal(Judgement.Fails, Assert.Single(told.Rules!).Judgement);
    }

    [Fact]
    public void What_was_looked_at_is_told_and_nothing_beyond()
    {
        using var engine = new ObservedEngine(Ruled);

        var told = engine.Decide("""{ "unit": "eur", "cents": "many" }""");

        Assert.Equal(["/tools/t/require/args.unit-eq", "/tools/t/deny_if/args.cents-gt"], told.Rules!.Select(rule => rule.Rule));
        Assert.Equal(Judgement.WrongType, Assert.Single(told.Rules![1].Conditions).Judgement);
        Assert.Equal((0, 0), (told.Approvals!.Count, told.Limits!.Count));
    }

    [Fact]
    public void An_allowed_call_tells_what_it_was_charged_and_what_remains_then()
    {
        using var engine = new ObservedEngine(Ruled);

        var limit = Assert.Single(engine.Decide("""{ "unit": "eur", "cents": 300 }""").Limits!);

        Assert.Equal(("cents", 300L, 700L), (limit.Counter, limit.Cost, limit.Remaining));
    }

    [Fact]
    public void Amounts_and_conditions_are_left_out_where_the_options_say_so()
    {
        using var withoutAmounts = new ObservedEngine(Ruled, events => events.ChargedAmounts = false);
        using var withoutConditions = new ObservedEngine(Ruled, events => events.Conditions = false);
        using var withoutBoth = new ObservedEngine(Ruled, events => (events.Conditions, events.ChargedAmounts) = (false, false));
        const string Arguments = """{ "unit": "eur", "cents": 300 }""";

        var noAmounts = withoutAmounts.Decide(Arguments);
        var noConditions = withoutConditions.Decide(Arguments);
        var neither = withoutBoth.Decide(Arguments);

        Assert.Equal((3, null), (noAmounts.Rules?.Count, Assert.Single(noAmounts.Limits!).Cost));
        Assert.Equal((null, null, 300L), (noConditions.Rules, noConditions.Approvals, Assert.Single(noConditions.Limits!).Cost));
        Assert.Equal((null, null, null), (neither.Rules, neither.Approvals, neither.Limits));
    }

    [Theory]
    [InlineData("enforce")]
    [InlineData("shadow")]
    public void Where_amounts_are_left_out_nothing_is_left_that_they_follow_from(string mode)
    {
        var policy = $$"""
            { "version": "1", "default": "deny", "mode": "{{mode}}", "tools": { "t": { "limits": [
              { "counter": "cents", "window": "day", "max": 1000, "increment_from": "args.cents" },
              { "counter": "calls", "window": "day", "max": 5 }] } } }
            """;
        using var engine = new ObservedEngine(policy, events => events.ChargedAmounts = false);

        var told = engine.Decide("""{ "cents": 300 }""");

        Assert.Equal(["calls"], (told.Shadow?.Usage ?? told.Usage).Select(usage => usage.Counter));
        Assert.Equal([null, 4L], told.Limits!.Select(limit => limit.Remaining));
        Assert.Equal([false, true], told.Limits!.Select(limit => limit.Reset is not null));
        Assert.Equal(mode == "shadow", told.Shadow is not null && told.Usage.Count == 0);
    }

    [Fact]
    public void Keys_are_bounded_in_number_and_length_in_either_form_of_arguments()
    {
        using var engine = new ObservedEngine(AllowAll);
        var names = Enumerable.Range(0, 100).Select(number => $"{99 - number:00}{new string('k', 100)}").ToList();
        var json = "{" + string.Join(",", names.Select(name => $"\"{name}\":1")) + "}";

        var asElement = engine.Decide(json);
        var members = JsonElement.Parse(json).EnumerateObject().ToDictionary(member => member.Name, member => member.Value);
        engine.Evaluator.Evaluate(new("t", members, Alice));
        var asMembers = engine.Kept.All.Last();

        var expected = names.Take(32).Select(name => name[..64]).Order(StringComparer.Ordinal);
        Assert.Equal(expected, asElement.ArgumentKeys);
        Assert.Equal(expected, asMembers.ArgumentKeys);
        Assert.Equal((100, 100), (asElement.ArgumentCount, asMembers.ArgumentCount));
    }

    [Fact]
    public void A_key_that_is_no_text_is_told_as_it_is_written()
    {
        using var engine = new ObservedEngine(AllowAll);

        Assert.Equal([@"\ud800x"], engine.Decide("""{ "\ud800x": 1 }""").ArgumentKeys);
    }

    [Fact]
    public void A_long_name_is_cut_and_no_character_halved()
    {
        using var engine = new ObservedEngine(AllowAll);

        var told = engine.Decide(tool: new string('a', 127) + "\U0001F600" + new string('b', 5000));

        Assert.Equal((DecisionCodes.InvalidCall, new string('a', 127)), (told.Code, told.Tool));
    }

    [Fact]
    public void Arguments_that_are_malformed_are_not_looked_at()
    {
        using var engine = new ObservedEngine(AllowAll);

        var told = engine.Decide("[" + new string('[', 40) + new string(']', 40) + "]");

        Assert.Equal((DecisionCodes.InvalidCall, 0), (told.Code, told.ArgumentCount));
        Assert.Empty(told.ArgumentKeys);
    }

    private static void Add<T>(Microsoft.Extensions.DependencyInjection.IServiceCollection services, T service)
        where T : class =>
        services.Add(new(typeof(T) == typeof(PolicyLayer.TestKit.ManualTimeProvider) ? typeof(TimeProvider) : typeof(T), service));

    private static string Sha256(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
