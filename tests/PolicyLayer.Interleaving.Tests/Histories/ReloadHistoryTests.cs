using PolicyLayer.Core;
using static PolicyLayer.Core.Tests.Policies;

namespace PolicyLayer.Interleaving.Tests.Histories;

[Collection(nameof(HistoryTests))]
public sealed class ReloadHistoryTests
{
    private const int Threads = 4;
    private const int Max = 20;
    private const long Window = EngineHistory.Window;

    [Theory]
    [InlineData("")]
    [InlineData(", \"increment_from\": \"args.cost\"")]
    [InlineData(", \"increment_from\": \"args.cost\", \"algorithm\": \"fixed_window\"")]
    [InlineData(", \"increment_from\": \"args.cost\", \"algorithm\": \"token_bucket\"")]
    public void A_maximum_that_changes_while_calls_are_decided_is_never_exceeded(string limit)
    {
        PolicySet[] sets = [SetOf(limit, Max), SetOf(limit, Max / 2), SetOf(limit, Max - 1)];
        var history = new EngineHistory(sets[0]);
        Assert.True(history.Evaluator.Evaluate(EngineHistory.CallOf("t", 1, Alice)).IsAllowed);
        history.Clock.Advance(3 * Window);
        var reloads = 0;
        var total = 0L;

        Meetings.Run(
            Threads,
            number =>
            {
                var caller = number % 2 == 0 ? history.Evaluator.Resolve(Alice) : Alice;
                for (var i = 0; i < 40; i++)
                {
                    if (number == 0 && i % 8 == 0)
                        history.Evaluator.Update(sets[Interlocked.Increment(ref reloads) % sets.Length]);
                    var cost = limit.Length == 0 ? 1 : Random.Shared.Next(1, 4);
                    history.CallAndMaybeGiveBack("t", EngineHistory.CallOf("t", cost, caller), cost);
                }
            },
            () =>
            {
                var kept = history.KeptOf("t");
                Assert.True(limit switch
                {
                    "" => Definition.HoldsOneByOne(kept, Max, Window),
                    _ when limit.Contains("fixed") => Definition.HoldsSurely(kept, Definition.Calendar(Max, Window)),
                    _ when limit.Contains("bucket") => Definition.HoldsInBucket(kept, Max, Max, Window),
                    _ => Definition.HoldsSurely(kept, Definition.Sliding(Max, Window)),
                });
                total += kept.Sum(one => one.Cost);
                history.Forget();
            });

        Assert.True(total > reloads, "Too little was admitted to be over anywhere.");
    }

    private static PolicySet SetOf(string limit, int max) => new(WithTools(
        $$"""{ "t": { "limits": [{ "counter": "c", "window": 1, "max": {{max}}{{limit}} }] } }"""));
}
