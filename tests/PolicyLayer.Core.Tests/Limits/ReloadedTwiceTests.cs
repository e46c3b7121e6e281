using PolicyLayer.TestKit;
using static PolicyLayer.Core.Tests.Policies;

namespace PolicyLayer.Core.Tests.Limits;

/// <summary>Two reloads, of which the second says again what was said before the first, and nobody calls between them.</summary>
public sealed class ReloadedTwiceTests
{
    private static readonly Policy First = WithLimit(1, "\"hour\"");

    private readonly ManualTimeProvider _clock = new();

    public static TheoryData<string, string> Others => new()
    {
        { "\"window\": \"hour\"", "\"window\": \"day\"" },
        { "\"window\": \"hour\"", "\"window\": \"hour\", \"algorithm\": \"token_bucket\"" },
        { "\"window\": \"hour\"", "\"window\": \"hour\", \"scope\": \"session\"" },
        { "\"window\": \"hour\", \"increment\": 2", "\"window\": \"day\"" },
        { "\"window\": \"hour\", \"algorithm\": \"token_bucket\"", "\"window\": \"day\"" },
        { "\"window\": \"hour\", \"algorithm\": \"fixed_window\"", "\"window\": \"day\", \"algorithm\": \"fixed_window\"" },
        { "\"window\": \"hour\", \"scope\": \"server\"", "\"window\": \"hour\"" },
        { "\"window\": \"hour\", \"scope\": \"session\"", "\"window\": \"hour\", \"scope\": \"server\"" },
    };

    [Theory]
    [MemberData(nameof(Others))]
    public void What_two_reloads_start_anew_forgets_what_was_charged_though_nobody_called_between_them(string limit, string other)
    {
        var first = SetOf(limit);
        var evaluator = new PolicyEvaluator(first, timeProvider: _clock);
        var resolved = evaluator.Resolve(Alice);
        var before = evaluator.Evaluate(Call(caller: resolved));
        Assert.True(before.IsAllowed);

        Assert.Equal(["c"], evaluator.Update(SetOf(other)));
        Assert.Equal(["c"], evaluator.Update(first));

        Assert.True(evaluator.Evaluate(Call(caller: resolved)).IsAllowed);
        before.Reservation.Complete(DispatchResult.NotDispatched);
        Assert.False(evaluator.Evaluate(Call(caller: resolved)).IsAllowed, "What was given back is forgotten, and gives no room.");
        Assert.False(evaluator.Evaluate(Call()).IsAllowed);
    }

    [Fact]
    public void A_call_between_them_changes_nothing_of_it()
    {
        var first = SetOf("\"window\": \"hour\"");
        var evaluator = new PolicyEvaluator(first, timeProvider: _clock);
        Assert.True(evaluator.Evaluate(Call()).IsAllowed);

        evaluator.Update(SetOf("\"window\": \"hour\", \"scope\": \"session\""));
        Assert.Equal([true, false], Enumerable.Range(0, 2).Select(_ => evaluator.Evaluate(Call()).IsAllowed));
        evaluator.Update(first);

        Assert.Equal([true, false], Enumerable.Range(0, 2).Select(_ => evaluator.Evaluate(Call()).IsAllowed));
    }

    [Fact]
    public void A_set_between_them_that_does_not_speak_of_the_counter_forgets_nothing()
    {
        var evaluator = new PolicyEvaluator(new PolicySet(First), timeProvider: _clock);
        Assert.True(evaluator.Evaluate(Call()).IsAllowed);

        Assert.Empty(evaluator.Update(new(WithTools("{}"))));
        Assert.Empty(evaluator.Update(new(First)));

        Assert.False(evaluator.Evaluate(Call()).IsAllowed);
    }

    [Fact]
    public void What_a_set_says_beside_a_denial_starts_the_counter_anew_and_is_reported()
    {
        var denied = WithTools($$"""{ "t": { "action": "deny", "limits": [{{Limit("c", 1, "\"day\"")}}] } }""");
        var evaluator = new PolicyEvaluator(new PolicySet(First), timeProvider: _clock);
        Assert.True(evaluator.Evaluate(Call()).IsAllowed);

        Assert.Equal(["c"], evaluator.Update(new(denied)));
        Assert.Equal(["c"], evaluator.Update(new(First)));

        Assert.True(evaluator.Evaluate(Call()).IsAllowed);
    }

    [Fact]
    public void Only_the_counters_of_those_whose_policy_changed_start_anew()
    {
        PolicySet SetFor(Policy ofAlice) => new([new(First, "server"), new(ofAlice, "server", "alice"), new(First)]);
        var evaluator = new PolicyEvaluator(SetFor(First), timeProvider: _clock);
        CallerContext[] others = [Bob, new("other", "alice")];
        Assert.All([Alice, .. others], caller => Assert.True(evaluator.Evaluate(Call(caller: caller)).IsAllowed));

        evaluator.Update(SetFor(WithLimit(1, "\"day\"")));
        evaluator.Update(SetFor(First));

        Assert.All(others, caller => Assert.False(evaluator.Evaluate(Call(caller: caller)).IsAllowed));
        Assert.True(evaluator.Evaluate(Call(caller: Alice)).IsAllowed);
    }

    [Fact]
    public void The_counters_of_all_sessions_of_all_grants_start_anew()
    {
        var first = SetOf("\"window\": \"hour\", \"scope\": \"session\"");
        var evaluator = new PolicyEvaluator(first, timeProvider: _clock);
        var callers = Enumerable.Range(0, 2_000).Select(i => new CallerContext("server", $"{i % 40}", $"{i / 40}")).ToList();
        Assert.All(callers, caller => Assert.True(evaluator.Evaluate(Call(caller: caller)).IsAllowed));

        evaluator.Update(SetOf("\"window\": \"hour\""));
        evaluator.Update(first);

        Assert.All(callers, caller => Assert.True(evaluator.Evaluate(Call(caller: caller)).IsAllowed));
    }

    private static PolicySet SetOf(string limit) => new(WithTools(
        $$"""{ "t": { "limits": [{ "counter": "c", "max": {{(limit.Contains("increment") ? 2 : 1)}}, {{limit}} }] } }"""));
}
