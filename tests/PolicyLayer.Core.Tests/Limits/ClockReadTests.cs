using static PolicyLayer.Core.Tests.Policies;

namespace PolicyLayer.Core.Tests.Limits;

public sealed class ClockReadTests
{
    private readonly CountedClock _clock = new();

    /// <summary>Counters are made, walked past, freed, replaced and looked for at a bound: all on one reading.</summary>
    [Fact]
    public void A_decision_reads_each_clock_once_at_most_whatever_it_has_to_do()
    {
        var evaluator = new PolicyEvaluator(new PolicySet(PolicyOf(max: 2)), new() { MaxLiveCounters = 6 }, _clock);
        var codes = new HashSet<string>();
        for (var call = 0; call < 400; call++)
        {
            if (call % 100 == 99)
                evaluator.Update(new(PolicyOf(max: 2 + (call / 100))));
            _clock.Now += TimeSpan.FromSeconds(1);
            var tool = (call % 3) switch { 0 => "sliding", 1 => "fixed", _ => "all" };
            var toolCall = Call(tool, new("server", $"{call / 4 % 30}"));

            codes.Add(Read(() => evaluator.Preview(toolCall)).Code);
            codes.Add(Read(() => evaluator.Evaluate(toolCall)).Code);
            codes.Add(Read(() => evaluator.Evaluate(toolCall)).Code);
        }

        Assert.Superset(
            new HashSet<string> { DecisionCodes.Allowed, DecisionCodes.RateLimited, DecisionCodes.CounterCapacity }, codes);
    }

    private PolicyDecision Read(Func<PolicyDecision> decide)
    {
        (_clock.Reads, _clock.WallReads) = (0, 0);
        var decision = decide();
        Assert.Equal(1, _clock.Reads);
        Assert.InRange(_clock.WallReads, 0, 1);
        return decision;
    }

    private static Policy PolicyOf(int max)
    {
        const string Window = "\"window\": 20";
        var sliding = $$"""{ "counter": "s", {{Window}}, "max": {{max}} }""";
        var calendar = $$"""{ "counter": "f", {{Window}}, "max": {{max}}, "algorithm": "fixed_window" }""";
        var bucket = $$"""{ "counter": "b", {{Window}}, "max": {{max}}, "algorithm": "token_bucket" }""";
        return WithTools($$"""
            {
              "sliding": { "limits": [{{sliding}}] },
              "fixed": { "limits": [{{calendar}}] },
              "all": { "limits": [{{bucket}}, {{calendar}}, {{sliding}}] }
            }
            """);
    }
}
