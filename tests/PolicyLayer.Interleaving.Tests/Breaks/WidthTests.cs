using System.Text.Json;
using PolicyLayer.Core;
using static PolicyLayer.Core.Tests.Policies;

namespace PolicyLayer.Interleaving.Tests.Breaks;

/// <summary>The largest numbers that a counter can hold are counted exactly, and the next ones are refused at load.</summary>
public sealed class WidthTests
{
    private const long Trillion = 1_000_000_000_000;

    // 34 bits for the second of the year 2514, fewer for longer windows; the rest of 63 for what is used.
    [Theory]
    [InlineData(1, (1L << 28) - 2)]
    [InlineData(60, (1L << 34) - 2)]
    [InlineData(300, (1L << 37) - 2)]
    [InlineData(1_000, (1L << 38) - 2)]
    public void A_fixed_window_holds_its_largest_maximum_exactly_and_refuses_the_next(int window, long largest)
    {
        const string Fixed = "\"algorithm\": \"fixed_window\"";
        Assert.Equal(["PL0214"], ErrorsOf($"{Fixed}, \"window\": {window}, \"max\": {largest + 1}"));

        foreach (var now in (long[])[0, 1_767_225_600, (1L << 34) - 1, 1L << 34])
        {
            var clock = new FrequencyClock(TimeSpan.TicksPerSecond) { UtcNow = DateTimeOffset.FromUnixTimeSeconds(now) };
            CountsExactly($"{Fixed}, \"window\": {window}, \"max\": {largest}", largest, clock);
        }
    }

    [Theory]
    [InlineData(86_400, Trillion)]
    [InlineData(2_678_400, Trillion)]
    public void A_long_fixed_window_holds_whatever_a_policy_may_say(int window, long largest) => CountsExactly(
        $"\"algorithm\": \"fixed_window\", \"window\": {window}, \"max\": {largest}", largest, new(TimeSpan.TicksPerSecond));

    // 2^60 units, of which a token is as many as the window has nanoseconds, divided by what the maximum has in common with them.
    [Theory]
    [InlineData(2_678_400, 1, 430)]
    [InlineData(86_400, 7, 13_343)]
    [InlineData(60, 1_000_000, 19_215_358_410_114)]
    [InlineData(1, 999_999_937, 1_152_921_504)]
    public void A_bucket_holds_its_largest_burst_exactly_and_refuses_the_next(int window, long max, long largest)
    {
        string Bucket(long burst) => $"\"algorithm\": \"token_bucket\", \"window\": {window}, \"max\": {max}, \"burst\": {burst}";
        if (largest < Trillion)
            Assert.Equal(["PL0214"], ErrorsOf(Bucket(largest + 1)));

        var burst = Math.Min(largest, Trillion);
        foreach (var frequency in (long[])[1_000, TimeSpan.TicksPerSecond, 1_000_000_000])
            CountsExactly(Bucket(burst), burst, new(frequency));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2_678_400)]
    public void A_sliding_window_holds_whatever_a_policy_may_say(int window) =>
        CountsExactly($"\"window\": {window}, \"max\": {Trillion}", Trillion, new(1_000_000_000));

    private static void CountsExactly(string limit, long largest, FrequencyClock clock)
    {
        var evaluator = new PolicyEvaluator(new PolicySet(Parse(limit)), timeProvider: clock);

        Assert.Equal(largest - 1, RemainingAfter(evaluator, 1));
        Assert.Equal(1, RemainingAfter(evaluator, largest - 2));
        Assert.False(Call(evaluator, 2).IsAllowed);
        Assert.Equal(0, RemainingAfter(evaluator, 1));
        Assert.False(Call(evaluator, 1).IsAllowed);
    }

    private static long RemainingAfter(PolicyEvaluator evaluator, long cost)
    {
        var decision = Call(evaluator, cost);
        Assert.Equal(DecisionCodes.Allowed, decision.Code);
        return decision.Usage[0].Remaining;
    }

    private static PolicyDecision Call(PolicyEvaluator evaluator, long cost) =>
        evaluator.Evaluate(new("t", JsonElement.Parse($$"""{ "cost": {{cost}} }"""), Alice));

    private static Policy Parse(string limit) => Policy.Parse(TextOf(limit));

    private static string[] ErrorsOf(string limit) => [.. Policy.Load(TextOf(limit)).Diagnostics.Select(found => found.Code)];

    private static string TextOf(string limit) => $$"""
        {
          "version": "1", "default": "deny",
          "tools": { "t": { "limits": [{ "counter": "c", "increment_from": "args.cost", {{limit}} }] } }
        }
        """;
}
