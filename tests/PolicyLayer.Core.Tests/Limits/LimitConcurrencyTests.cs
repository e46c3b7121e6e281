using PolicyLayer.TestKit;
using static PolicyLayer.Core.Tests.Policies;

namespace PolicyLayer.Core.Tests.Limits;

public sealed class LimitConcurrencyTests
{
    private const int Threads = 8;
    private readonly ManualTimeProvider _clock = new();

    [Fact]
    public void Eight_threads_on_one_counter_are_admitted_exactly_as_often_as_it_says()
    {
        const int Max = 10;
        const int Rounds = 2_000;
        var evaluator = new PolicyEvaluator(new PolicySet(WithLimit(Max)), timeProvider: _clock);
        var handle = evaluator.Resolve(Alice);
        var admitted = 0;

        Race.Run(
            Threads,
            number =>
            {
                for (var i = 0; i < 5; i++)
                {
                    if (evaluator.Evaluate(Call(caller: number % 2 == 0 ? handle : Alice)).IsAllowed)
                        Interlocked.Increment(ref admitted);
                }
            },
            round =>
            {
                Assert.Equal(Max, admitted);
                admitted = 0;
                _clock.Advance(TimeSpan.FromMinutes(1));
                return round < Rounds;
            });
    }

    [Fact]
    public void Calls_that_want_the_same_two_counters_in_either_order_take_all_there_is_and_no_more()
    {
        const int Max = 6;
        const int Rounds = 1_000;
        var evaluator = new PolicyEvaluator(
            new PolicySet(WithTools($$"""
                {
                  "ab": { "limits": [{{Limit("a", Max)}}, {{Limit("b", Max)}}] },
                  "ba": { "limits": [{{Limit("b", Max)}}, {{Limit("a", Max)}}] }
                }
                """)),
            timeProvider: _clock);
        var admitted = 0;

        Race.Run(
            Threads,
            number =>
            {
                for (var i = 0; i < 4; i++)
                {
                    if (evaluator.Evaluate(Call(number % 2 == 0 ? "ab" : "ba")).IsAllowed)
                        Interlocked.Increment(ref admitted);
                }
            },
            round =>
            {
                Assert.InRange(admitted, 1, Max);
                var left = Max - admitted;
                for (var i = 0; i < left; i++)
                    Assert.True(evaluator.Evaluate(Call("ab")).IsAllowed, "A refused call left a trace.");
                Assert.False(evaluator.Evaluate(Call("ba")).IsAllowed);
                admitted = 0;
                _clock.Advance(TimeSpan.FromMinutes(1));
                return round < Rounds;
            });
    }

    [Fact]
    public void A_decision_completed_by_many_threads_at_once_gives_one_place_back()
    {
        const int Rounds = 2_000;
        var evaluator = new PolicyEvaluator(new PolicySet(WithLimit(max: 2)), timeProvider: _clock);
        var shared = evaluator.Evaluate(Call());
        evaluator.Evaluate(Call());

        Race.Run(
            Threads,
            _ => shared.Reservation.Complete(DispatchResult.NotDispatched),
            round =>
            {
                shared = evaluator.Evaluate(Call());
                Assert.True(shared.IsAllowed);
                Assert.False(evaluator.Evaluate(Call()).IsAllowed);
                return round < Rounds;
            });
    }

    [Fact]
    public void Counters_freed_while_others_use_them_lose_no_admission()
    {
        const int Max = 3;
        const int Rounds = 1_000;
        var options = new PolicyEvaluatorOptions { MaxLiveCounters = 4 };
        var evaluator = new PolicyEvaluator(new PolicySet(WithLimit(Max)), options, _clock);
        var admitted = new int[Threads];
        var handles = Enumerable.Range(0, Threads).Select(i => evaluator.Resolve(new("server", $"grant-{i % 4}"))).ToArray();

        Race.Run(
            Threads,
            number =>
            {
                for (var i = 0; i < 4; i++)
                {
                    if (evaluator.Evaluate(Call(caller: handles[number])).IsAllowed)
                        admitted[number]++;
                    // Another grant's counter wants in, and sweeps those whose window has closed.
                    evaluator.Preview(Call(caller: new("server", $"visitor-{number}")));
                }
            },
            round =>
            {
                Assert.True(admitted.Any(count => count > 0), "Nobody was admitted, so nothing was tried.");
                for (var grant = 0; grant < 4; grant++)
                    Assert.InRange(admitted[grant] + admitted[grant + 4], 0, Max);
                Array.Clear(admitted);
                _clock.Advance(TimeSpan.FromMinutes(1));
                return round < Rounds;
            });
    }
}
