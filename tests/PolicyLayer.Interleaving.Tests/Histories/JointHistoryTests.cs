using PolicyLayer.Core;
using static PolicyLayer.Core.Tests.Policies;

namespace PolicyLayer.Interleaving.Tests.Histories;

/// <summary>Calls that want several limits, in one order or the other.</summary>
[Collection(nameof(HistoryTests))]
public sealed class JointHistoryTests
{
    private const int Threads = 4;
    private const int Max = 20;
    private const long Window = EngineHistory.Window;
    private const string Slots = """{ "counter": "s", "window": 1, "max": 20 }""";
    private const string Segments = """{ "counter": "g", "window": 1, "max": 20, "increment_from": "args.cost" }""";

    private const string Fixed =
        """{ "counter": "f", "window": 1, "max": 20, "increment_from": "args.cost", "algorithm": "fixed_window" }""";

    private const string Bucket =
        """{ "counter": "b", "window": 1, "max": 20, "increment_from": "args.cost", "algorithm": "token_bucket" }""";

    private static readonly string[] Tools = ["sgb", "bgs", "fb", "sf"];

    private readonly EngineHistory _history = new(new PolicySet(WithTools($$"""
        {
          "sgb": { "limits": [{{Slots}}, {{Segments}}, {{Bucket}}] }, "bgs": { "limits": [{{Bucket}}, {{Segments}}, {{Slots}}] },
          "fb": { "limits": [{{Fixed}}, {{Bucket}}] }, "sf": { "limits": [{{Slots}}, {{Fixed}}] }
        }
        """)));

    [Fact]
    public void Limits_that_are_reserved_together_hold_each_to_its_definition_and_lose_nothing()
    {
        // Counters that are made while others run may be freed before they are charged.
        Assert.All(Tools, tool => Assert.True(_history.Evaluator.Evaluate(EngineHistory.CallOf(tool, 1, Alice)).IsAllowed));
        _history.Clock.Advance(3 * Window);
        var total = 0L;
        var rounds = 0;

        Meetings.Run(
            Threads,
            _ =>
            {
                for (var i = 0; i < 40; i++)
                {
                    var tool = Tools[Random.Shared.Next(Tools.Length)];
                    var cost = Random.Shared.Next(1, 4);
                    _history.CallAndMaybeGiveBack(tool, EngineHistory.CallOf(tool, cost, Alice), cost);
                }
            },
            () =>
            {
                var slots = Of('s').Select(kept => kept with { Cost = 1 }).ToList();
                Assert.True(Definition.HoldsOneByOne(slots, Max, Window), "slots");
                Assert.True(Definition.HoldsInBucket(Of('b'), Max, Max, Window), "bucket");
                Assert.True(Definition.HoldsSurely(Of('g'), Definition.Sliding(Max, Window)), "segments");
                Assert.True(Definition.HoldsSurely(Of('f'), Definition.Calendar(Max, Window)), "fixed window");

                // What was refused or given back has left no trace, and what was kept has.
                Assert.Equal(Max - slots.Count(kept => _history.Clock.Now - kept.Time < Window), Usage("sf")[0].Remaining);
                total += Of('b').Sum(kept => kept.Cost);
                rounds++;
                _history.Forget();
                Assert.All([.. Usage("sgb"), .. Usage("sf")], usage => Assert.Equal((Max, TimeSpan.Zero), (usage.Remaining, usage.Reset)));
            });

        Assert.True(total > rounds * Max, "Too little was admitted to be over anywhere.");
    }

    private IReadOnlyList<LimitUsage> Usage(string tool) => _history.Evaluator.Preview(EngineHistory.CallOf(tool, 0, Alice)).Usage;

    private Kept[] Of(char counter) => _history.KeptOf([.. Tools.Where(tool => tool.Contains(counter))]);
}
