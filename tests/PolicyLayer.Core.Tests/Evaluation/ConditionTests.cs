using System.Text.Json;
using PolicyLayer.Core.Evaluation;

namespace PolicyLayer.Core.Tests.Evaluation;

public sealed class ConditionTests
{
    private static readonly PathStep[] Nested = [new("user"), new("tags"), new(1), new("name")];

    [Theory]
    [InlineData("""{"user":{"tags":[{},{"name":"x"}]}}""", nameof(Resolution.Found))]
    [InlineData("""{"us\u0065r":{"t\u0061gs":[{},{"nam\u0065":"x"}]}}""", nameof(Resolution.Found))]
    [InlineData("""{"user":{"tags":[{},{"name":null}]}}""", nameof(Resolution.Absent))]
    [InlineData("""{"user":{"tags":[{},{}]}}""", nameof(Resolution.Absent))]
    [InlineData("""{"user":{"tags":[{},null]}}""", nameof(Resolution.Absent))]
    [InlineData("""{"user":{"tags":[{}]}}""", nameof(Resolution.Absent))]
    [InlineData("""{"user":{"tags":null}}""", nameof(Resolution.Absent))]
    [InlineData("""{"user":{}}""", nameof(Resolution.Absent))]
    [InlineData("""{"user":null}""", nameof(Resolution.Absent))]
    [InlineData("""{}""", nameof(Resolution.Absent))]
    [InlineData("""null""", nameof(Resolution.Absent))]
    [InlineData("""{"user":7}""", nameof(Resolution.WrongStep))]
    [InlineData("""{"user":"tags"}""", nameof(Resolution.WrongStep))]
    [InlineData("""{"user":false}""", nameof(Resolution.WrongStep))]
    [InlineData("""{"user":[]}""", nameof(Resolution.WrongStep))]
    [InlineData("""{"user":{"tags":{"1":{"name":"x"}}}}""", nameof(Resolution.WrongStep))]
    [InlineData("""{"user":{"tags":[{},"x"]}}""", nameof(Resolution.WrongStep))]
    [InlineData("""{"User":{"tags":[{},{"name":"x"}]}}""", nameof(Resolution.CaseVariant))]
    [InlineData("""{"user":{"tags":[{},{"name":"x"}],"Tags":1}}""", nameof(Resolution.CaseVariant))]
    [InlineData("""{"user":{"tags":[{},{"name":"x"}],"tag\u017f":1}}""", nameof(Resolution.CaseVariant))]
    [InlineData("""{"user":{"tags":[{},{"name":"x","name":"x"}]}}""", nameof(Resolution.DuplicateKey))]
    [InlineData("""{"user":{"tags":[{},{"name":"x","\u006eame":"x"}]}}""", nameof(Resolution.DuplicateKey))]
    [InlineData("""{"user":{"tags":[{"name":1,"name":2},{"name":"x"}]}}""", nameof(Resolution.Found))]
    public void A_path_leads_to_a_value_to_nothing_or_nowhere_certain(string arguments, string expected)
    {
        foreach (var call in CallsWith(arguments))
            Assert.Equal(expected, new ValuePath(PathRoot.Arguments, Nested).Resolve(call, out _).ToString());
    }

    [Fact]
    public void Arguments_and_context_never_mix()
    {
        var call = new ToolCall("t", Json("""{"who":"caller"}"""), new("server", "grant", facts: Json("""{"role":"admin"}""")));

        Assert.Equal(Resolution.Absent, new ValuePath(PathRoot.Context, [new("who")]).Resolve(call, out _));
        Assert.Equal(Resolution.Absent, new ValuePath(PathRoot.Arguments, [new("role")]).Resolve(call, out _));
        Assert.Equal(Resolution.Found, new ValuePath(PathRoot.Context, [new("role")]).Resolve(call, out var role));
        Assert.Equal("admin", role.GetString());
    }

    [Fact]
    public void Arguments_are_no_array()
    {
        foreach (var call in CallsWith("""{"0":1}"""))
            Assert.Equal(Resolution.WrongStep, new ValuePath(PathRoot.Arguments, [new(0)]).Resolve(call, out _));
    }

    [Fact]
    public void Members_by_name_are_judged_whatever_holds_them()
    {
        var condition = On("amount", new ComparisonPredicate(ComparisonOperator.Less, 10));
        Dictionary<string, JsonElement> members = new() { ["amount"] = Json("5") };
        Assert.Equal(Judgement.Holds, Judge(condition, new("t", members, default), RuleClause.Require));
        Assert.Equal(Judgement.Holds, Judge(condition, new("t", Sorted(members), default), RuleClause.Require));

        members["Amount"] = Json("5");
        Assert.Equal(Judgement.CaseVariant, Judge(condition, new("t", members, default), RuleClause.Require));
        Assert.Equal(Judgement.CaseVariant, Judge(condition, new("t", Sorted(members), default), RuleClause.Require));
    }

    [Theory]
    [InlineData(""" "\ud800" """)]
    [InlineData(""" "a\udc00" """)]
    [InlineData(""" "\udc00\ud800" """)]
    [InlineData(""" "\ud800\ud800\udc00" """)]
    [InlineData(""" "\ud83dx\ude00" """)]
    public void Half_a_surrogate_pair_is_a_mismatch_for_every_predicate(string value)
    {
        Predicate[] predicates =
        [
            new EqualityPredicate(Scalar.Of("a"), negated: false),
            new EqualityPredicate(Scalar.Of("a"), negated: true),
            new MembershipPredicate([Scalar.Of("a")], negated: true),
            new ComparisonPredicate(ComparisonOperator.Less, 1),
            new ExistencePredicate(shouldExist: true),
            new ExistencePredicate(shouldExist: false),
            new SubstringPredicate(SubstringPlace.Start, ""),
            new ContainmentPredicate(Scalar.Of(""), new(SubstringPlace.Anywhere, "")),
            new PatternPredicate(new("")),
            new DirectoryPredicate([""]),
        ];

        foreach (var call in CallsWith($$"""{"v":{{value}}}"""))
        {
            Assert.All(predicates, predicate =>
                Assert.Equal(Judgement.BrokenText, Judge(On("v", predicate), call, RuleClause.DenyIf)));
        }
    }

    [Fact]
    public void Bytes_that_are_no_text_are_a_mismatch()
    {
        byte[] json = [.. "{\"v\":\""u8, 0xC3, .. "\"}"u8];
        var call = new ToolCall("t", JsonDocument.Parse(json).RootElement, default);
        var condition = On("v", new EqualityPredicate(Scalar.Of("a"), negated: true));

        Assert.Equal(Judgement.BrokenText, Judge(condition, call, RuleClause.DenyIf));
    }

    [Theory]
    [InlineData("""{"v":"\ud83d\ude00"}""")]
    [InlineData("""{"v":"😀"}""")]
    public void A_whole_surrogate_pair_is_a_character(string arguments)
    {
        var condition = On("v", new EqualityPredicate(Scalar.Of("\U0001F600"), negated: false));

        foreach (var call in CallsWith(arguments))
            Assert.Equal(Judgement.Holds, Judge(condition, call, RuleClause.Require));
    }

    [Fact]
    public void Judging_costs_no_allocation()
    {
        Condition[] conditions =
        [
            On("amount", new ComparisonPredicate(ComparisonOperator.Less, 10_000)),
            On("currency", new MembershipPredicate([Scalar.Of("eur"), Scalar.Of("usd")], negated: false)),
            On("live", new EqualityPredicate(Scalar.Of(true), negated: false)),
            On("h\u00F6he", new ExistencePredicate(shouldExist: true)),
            On("note", new EqualityPredicate(Scalar.Of("A\U0001F600"), negated: false)),
            On("nothing", new EqualityPredicate(Scalar.Of(1), negated: true)),
            new(
                default,
                new(PathRoot.Arguments, [new("customer"), new("ids"), new(1)]),
                new EqualityPredicate(Scalar.Of(7.5m), negated: false)),
            new(default, new(PathRoot.Context, [new("role")]), new EqualityPredicate(Scalar.Of("admin"), negated: true)),
        ];
        const string Arguments = """
            {
              "amount": 12.50, "currency": "usd", "live": true, "customer": { "ids": [1, 7.50] },
              "h\u00f6he": 1, "not\u0065": "\u0041\ud83d\ude00"
            }
            """;

        foreach (var call in CallsWith(Arguments))
        {
            Assert.All(conditions, condition => Assert.Equal(Judgement.Holds, Judge(condition, call, RuleClause.DenyIf)));
            Assert.Equal(0, Allocation.Of(() =>
            {
                var all = call.Arguments.IsWellFormed(1 << 20);
                foreach (var condition in conditions)
                    all &= Judge(condition, call, RuleClause.DenyIf) == Judgement.Holds;
                return all;
            }));
        }
    }

    private static Judgement Judge(Condition condition, in ToolCall call, RuleClause clause) =>
        condition.Judge(new JudgedCall(call), clause);

    private static Condition On(string name, Predicate predicate) => new(default, new(PathRoot.Arguments, [new(name)]), predicate);

    /// <summary>The same call with its arguments in either form.</summary>
    private static IEnumerable<ToolCall> CallsWith(string arguments)
    {
        var caller = new CallerContext("server", "grant", facts: Json("""{"role":"agent"}"""));
        yield return new("t", Json(arguments), caller);
        if (Json(arguments).ValueKind == JsonValueKind.Object)
            yield return new("t", JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(arguments), caller);
        else
            yield return new("t", (IDictionary<string, JsonElement>?)null, caller);
    }

    private static SortedList<string, JsonElement> Sorted(Dictionary<string, JsonElement> members) => new(members);

    private static JsonElement Json(string text) => JsonElement.Parse(text);
}
