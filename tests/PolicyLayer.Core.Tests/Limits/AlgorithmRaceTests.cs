using System.Collections.Concurrent;
using System.Text.Json;
using PolicyLayer.TestKit;
using static PolicyLayer.Core.Tests.Policies;

namespace PolicyLayer.Core.Tests.Limits;

public sealed class AlgorithmRaceTests
{
    private const int Threads = 8;
    private const int Max = 50;
    private const int MaxCost = 9;
    private const long Window = 64 * TimeSpan.TicksPerSecond;

    private readonly ManualTimeProvider _clock = new();

    public static TheoryData<string> Algorithms => ["sliding_window", "fixed_window", "token_bucket"];

    [Theory]
    [MemberData(nameof(Algorithms))]
    public void Charges_roll_backs_and_releases_that_race_leave_exactly_what_was_kept(string algorithm)
    {
        const int Rounds = 400;
        var evaluator = new PolicyEvaluator(SetOf(algorithm, Max), timeProvider: _clock);
        long kept = 0;

        Race.Run(
            Threads,
            number =>
            {
                for (var i = 0; i < 8; i++)
                    Interlocked.Add(ref kept, CallAndMaybeGiveBack(evaluator, number % 2 == 0 ? "ab" : "ba"));
            },
            round =>
            {
                Assert.Equal([Max - kept, Max - kept], RemainingOf(evaluator));
                kept = 0;
                _clock.Advance(TimeSpan.FromTicks(2 * Window));
                return round < Rounds;
            });
    }

    [Theory]
    [MemberData(nameof(Algorithms))]
    public void Reloads_that_race_with_charges_and_releases_lose_none_and_count_none_twice(string algorithm)
    {
        const int Rounds = 400;
        PolicySet[] sets = [SetOf(algorithm, 20), SetOf(algorithm, Max), SetOf(algorithm, 30)];
        var evaluator = new PolicyEvaluator(sets[1], timeProvider: _clock);
        long kept = 0;

        Race.Run(
            Threads,
            number =>
            {
                for (var i = 0; i < 8; i++)
                {
                    if (number == 0)
                        evaluator.Update(sets[i % sets.Length]);
                    else
                        Interlocked.Add(ref kept, CallAndMaybeGiveBack(evaluator, number % 2 == 0 ? "ab" : "ba"));
                }
            },
            round =>
            {
                evaluator.Update(sets[1]);
                Assert.Equal([Max - kept, Max - kept], RemainingOf(evaluator));
                kept = 0;
                _clock.Advance(TimeSpan.FromTicks(2 * Window));
                return round < Rounds;
            });
    }

    [Theory]
    [MemberData(nameof(Algorithms))]
    public void While_time_passes_no_interval_holds_more_than_the_definition_allows(string algorithm)
    {
        const int Rounds = 60;
        var evaluator = new PolicyEvaluator(SetOf(algorithm, Max), timeProvider: _clock);
        var admissions = new ConcurrentBag<Admission>();
        long total = 0;

        Race.Run(
            Threads,
            number =>
            {
                for (var i = 0; i < 40; i++)
                {
                    if (i % Threads == number)
                        _clock.Advance(TimeSpan.FromTicks(Window / Random.Shared.Next(7, 90)));

                    var cost = Random.Shared.Next(1, MaxCost + 1);
                    var from = _clock.GetTimestamp();
                    var decision = evaluator.Evaluate(CallOf(number % 2 == 0 ? "ab" : "ba", cost));
                    if (!decision.IsAllowed)
                        continue;
                    if (cost == MaxCost)
                        decision.Reservation.Complete(DispatchResult.NotDispatched);
                    else
                        admissions.Add(new(from, _clock.GetTimestamp(), cost));
                }
            },
            round =>
            {
                total += admissions.Sum(admission => admission.Cost);
                Assert.Empty(IntervalsOver(algorithm, [.. admissions]));
                admissions.Clear();
                _clock.Advance(TimeSpan.FromTicks(2 * Window));
                return round < Rounds;
            });

        Assert.True(total > Rounds * Max, "Too little was admitted to be over anywhere.");
    }

    [Theory]
    [MemberData(nameof(Algorithms))]
    public void Counters_freed_while_others_charge_and_release_them_lose_nothing(string algorithm)
    {
        const int Rounds = 300;
        const int Grants = 4;
        var options = new PolicyEvaluatorOptions { MaxLiveCounters = 2 * Grants };
        var evaluator = new PolicyEvaluator(SetOf(algorithm, Max), options, _clock);
        var kept = new long[Grants];
        long total = 0;

        Race.Run(
            Threads,
            number =>
            {
                for (var i = 0; i < 6; i++)
                {
                    var caller = new CallerContext("server", $"grant-{number % Grants}");
                    Interlocked.Add(ref kept[number % Grants], CallAndMaybeGiveBack(evaluator, number % 2 == 0 ? "ab" : "ba", caller));
                    // Another grant's counters want in, and sweep those that hold nothing any more.
                    evaluator.Preview(CallOf("ab", cost: 1, new("server", $"visitor-{number}")));
                }
            },
            round =>
            {
                for (var grant = 0; grant < Grants; grant++)
                    Assert.Equal([Max - kept[grant], Max - kept[grant]], RemainingOf(evaluator, new("server", $"grant-{grant}")));
                total += kept.Sum();
                Array.Clear(kept);
                _clock.Advance(TimeSpan.FromTicks(2 * Window));
                return round < Rounds;
            });

        Assert.True(total > 0, "Nobody was admitted, so nothing was tried.");
    }

    private static long CallAndMaybeGiveBack(PolicyEvaluator evaluator, string tool, CallerContext? caller = null)
    {
        var cost = Random.Shared.Next(1, MaxCost + 1);
        var decision = evaluator.Evaluate(CallOf(tool, cost, caller));
        if (!decision.IsAllowed)
            return 0;
        if (cost % 3 != 0)
            return cost;

        decision.Reservation.Complete(DispatchResult.NotDispatched);
        return 0;
    }

    // An admission surely lies in an interval if it was decided between its ends.
    private IEnumerable<(long From, long To)> IntervalsOver(string algorithm, Admission[] admissions)
    {
        var utcOffset = (_clock.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks - _clock.GetTimestamp();
        foreach (var first in admissions)
        {
            foreach (var last in admissions.Where(last => last.To >= first.From))
            {
                var (from, to) = (first.From, last.To);
                var allowed = algorithm switch
                {
                    "token_bucket" => Max + (double)(to - from) * Max / Window,
                    "fixed_window" => (from + utcOffset) / Window == (to + utcOffset) / Window ? Max : long.MaxValue,
                    _ => to - from < Window ? Max : long.MaxValue,
                };
                if (admissions.Where(other => other.From >= from && other.To <= to).Sum(other => other.Cost) > allowed)
                    yield return (from, to);
            }
        }
    }

    private static long[] RemainingOf(PolicyEvaluator evaluator, CallerContext? caller = null) =>
        [.. evaluator.Preview(CallOf("ab", cost: 0, caller)).Usage.Select(limit => limit.Remaining)];

    private static PolicySet SetOf(string algorithm, int max)
    {
        string Use(string counter) => $$"""
            { "counter": "{{counter}}", "window": 64, "max": {{max}}, "algorithm": "{{algorithm}}", {{Meter.ByArgument}} }
            """;
        return new(WithTools($$"""
            { "ab": { "limits": [{{Use("a")}}, {{Use("b")}}] }, "ba": { "limits": [{{Use("b")}}, {{Use("a")}}] } }
            """));
    }

    private static ToolCall CallOf(string tool, long cost, CallerContext? caller = null) =>
        new(tool, new Dictionary<string, JsonElement> { ["cost"] = JsonElement.Parse($"{cost}") }, caller ?? Alice);
}
