namespace PolicyLayer.Core.Tests;

public sealed class ListingTests
{
    private const string Shown = """{"version": "1", "default": "deny", "tools": {"record": {}, "pay": {}}}""";

    private static readonly CallerContext Caller = new("studio", "local");

    [Theory]
    [InlineData("{}", true)]
    [InlineData("""{"limits": [{"counter": "rate", "window": "minute", "max": 0}]}""", true)]
    [InlineData("""{"deny_if": [{"path": "args.amount", "op": "exists", "value": true}]}""", true)]
    [InlineData("""{"require": [{"conditions": []}]}""", true)]
    [InlineData("""{"action": "require_approval"}""", true)]
    [InlineData("""{"action": "deny"}""", false)]
    [InlineData("""{"deny_if": [{"conditions": [], "on_deny": "Requires human approval."}]}""", false)]
    public void A_tool_is_callable_unless_it_is_denied_whatever_the_arguments_are(string tool, bool isCallable)
    {
        var evaluator = Evaluating($$$"""{"version": "1", "default": "deny", "tools": {"record": {{{tool}}} }}""");

        Assert.Equal(isCallable, evaluator.IsCallable("record", Caller));
        Assert.True(evaluator.IsVisible("record", Caller));
    }

    [Theory]
    [InlineData("allow", "other", true)]
    [InlineData("allow", "Record", false)]
    [InlineData("allow", "hidden", false)]
    [InlineData("allow", "", false)]
    [InlineData("deny", "other", false)]
    public void Other_names_are_callable_if_the_default_allows_them(string byDefault, string name, bool isCallable) =>
        Assert.Equal(isCallable, Evaluating($$$"""
            {"version": "1", "default": "{{{byDefault}}}", "hide": ["hidden"], "tools": {"record": {} }}
            """).IsCallable(name, Caller));

    [Fact]
    public void In_shadow_mode_everything_is_callable_that_has_a_name()
    {
        var evaluator = Evaluating("""{"version": "1", "default": "deny", "mode": "shadow"}""");

        Assert.True(evaluator.IsCallable("record", Caller));
        Assert.False(evaluator.IsCallable("", Caller));
    }

    [Fact]
    public void A_caller_without_policy_can_call_nothing() => Assert.False(new PolicyEvaluator(new([])).IsCallable("record", Caller));

    [Theory]
    [InlineData("""{"version": "1", "default": "deny", "hide": ["pay"], "tools": {"record": {}}}""")]
    [InlineData("""{"version": "1", "default": "deny", "hide": ["*"], "tools": {"record": {}, "pay": {}}}""")]
    [InlineData("""{"version": "1", "default": "deny", "hide": ["third"], "tools": {"record": {}, "pay": {}}}""")]
    [InlineData("""{"version": "1", "default": "deny", "tools": {"record": {}}}""")]
    [InlineData("""{"version": "1", "default": "deny", "tools": {"record": {}, "pay": {"action": "deny"}}}""")]
    [InlineData("""{"version": "1", "default": "allow", "tools": {"record": {}, "pay": {}}}""")]
    [InlineData("""{"version": "1", "default": "deny", "mode": "shadow", "tools": {"record": {}, "pay": {}}}""")]
    public void An_update_that_lists_show_is_told(string policy)
    {
        var evaluator = Evaluating(Shown);
        var told = Listen(evaluator);

        evaluator.Update(new(Policy.Parse(policy)));
        evaluator.Update(new(Policy.Parse(Shown)));

        Assert.Equal(2, told.Count);
    }

    [Fact]
    public void Under_default_allow_a_further_listed_name_makes_others_ambiguous_and_is_told()
    {
        var evaluator = Evaluating("""{"version": "1", "default": "allow", "tools": {"record": {}}}""");
        var told = Listen(evaluator);

        evaluator.Update(new(Policy.Parse("""{"version": "1", "default": "allow", "tools": {"record": {}, "pay": {}}}""")));

        Assert.Single(told);
    }

    [Theory]
    [InlineData(Shown)]
    [InlineData("""{"version": "1", "default": "deny", "tools": {"pay": {}, "record": {"limits": [{"counter": "rate", "window": "day", "max": 1}]}}}""")]
    [InlineData("""{"version": "1", "default": "deny", "tools": {"pay": {}, "record": {"require": [{"path": "args.a", "op": "exists", "value": true}]}}}""")]
    public void An_update_that_no_list_shows_is_not_told(string policy)
    {
        var evaluator = Evaluating(Shown);
        var told = Listen(evaluator);

        evaluator.Update(new(Policy.Parse(policy)));

        Assert.Empty(told);
    }

    [Fact]
    public void A_grant_that_gets_or_loses_a_policy_is_told_once_it_is_in_force()
    {
        var evaluator = new PolicyEvaluator(new([]));
        List<bool> visible = [];
        evaluator.ListsChanged += (_, _) => visible.Add(evaluator.IsVisible("record", Caller));

        evaluator.Update(new([new PolicyAssignment(Policy.Parse(Shown), "studio", "local")]));
        evaluator.Update(new([]));

        Assert.Equal([true, false], visible);
    }

    private static PolicyEvaluator Evaluating(string policy) => new(new PolicySet(Policy.Parse(policy)));

    private static List<EventArgs> Listen(PolicyEvaluator evaluator)
    {
        List<EventArgs> told = [];
        evaluator.ListsChanged += (_, args) => told.Add(args);
        return told;
    }
}
