using PolicyLayer.Core.Limits;
using PolicyLayer.TestKit;
using static PolicyLayer.Core.Tests.Policies;

namespace PolicyLayer.Core.Tests.Limits;

public sealed class CounterStoreTests
{
    private static readonly CounterState Fine = new(Remaining: 4, Reset: TimeSpan.FromSeconds(30));
    private readonly ManualTimeProvider _clock = new();

    [Fact]
    public async Task All_limits_of_a_call_are_charged_in_one_request()
    {
        IReadOnlyList<CounterCharge>? asked = null;
        var store = Store(charges =>
        {
            asked = charges;
            return new([Fine, Fine], "r1");
        });

        var decision = await Evaluator(store).EvaluateAsync(Call());

        Assert.True(decision.IsAllowed);
        var minute = TimeSpan.FromMinutes(1);
        Assert.Equal(
            [
                new(new("server", "a", CounterScope.Grant, null, "alice", null), LimitAlgorithm.SlidingWindow, minute, 5, 5, 1),
                new(new("server", "rate_limit", CounterScope.Session, "t", "alice", "session-1"), LimitAlgorithm.SlidingWindow, minute, 9, 9, 1),
            ],
            asked!);
        Assert.Equal([4L, 4L], decision.Usage.Select(limit => limit.Remaining));
    }

    [Fact]
    public async Task A_refusal_names_the_first_limit_and_the_longest_wait()
    {
        var store = Store(_ => new(
        [
            Fine with { Remaining = 0, RetryAfter = TimeSpan.FromTicks(1) },
            Fine with { Remaining = 0, RetryAfter = TimeSpan.FromSeconds(20) },
        ]));

        var decision = await Evaluator(store).EvaluateAsync(Call());

        Assert.Equal((PolicyOutcome.RateLimited, "/tools/t/limits/a"), (decision.Outcome, decision.Rule));
        Assert.Equal(TimeSpan.FromSeconds(20), decision.RetryAfter);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(0, 1e17)]
    [InlineData(1, 36_500 * 86_400.0)]
    [InlineData(1, 1e17)]
    public async Task A_bucket_that_never_refills_is_spent_whatever_wait_the_store_has_for_it(long max, double seconds)
    {
        var policy = WithTools($$"""
            {
              "t": { "limits": [{{Limit("a", 5)}},
                { "counter": "b", "window": "minute", "max": {{max}}, "burst": 9, "algorithm": "token_bucket" }] }
            }
            """);
        var wait = seconds < 1e12 ? TimeSpan.FromSeconds(seconds) : TimeSpan.MaxValue;
        var refusing = new CounterState(Remaining: 0, Reset: TimeSpan.MaxValue, RetryAfter: wait);
        var store = Store(_ => new([Fine with { RetryAfter = TimeSpan.FromSeconds(9) }, refusing]));

        var decision = await new PolicyEvaluator(new PolicySet(policy), timeProvider: _clock, store: store).EvaluateAsync(Call());

        Assert.Equal(
            (PolicyOutcome.Deny, DecisionCodes.CostExceedsLimit, "/tools/t/limits/b", null),
            (decision.Outcome, decision.Code, decision.Rule, decision.RetryAfter));
        Assert.Equal(TimeSpan.FromDays(36_500), decision.Usage[1].Reset);
    }

    [Theory]
    [InlineData(DispatchResult.NotDispatched, 1)]
    [InlineData(DispatchResult.Failed, 0)]
    [InlineData(DispatchResult.Succeeded, 0)]
    public async Task A_call_that_was_not_dispatched_is_given_back_once(DispatchResult result, int releases)
    {
        var store = Store(_ => new([Fine, Fine], "r1"));
        var decision = await Evaluator(store).EvaluateAsync(Call());
        var copy = decision;

        await decision.Reservation.CompleteAsync(result);
        await copy.Reservation.CompleteAsync(DispatchResult.NotDispatched);

        Assert.Equal(releases, store.Released.Count);
        Assert.All(store.Released, released => Assert.Equal(["a", "rate_limit"], released.Counters));
    }

    [Theory]
    [InlineData(LimitAlgorithm.SlidingWindow, 60.938)]
    [InlineData(LimitAlgorithm.FixedWindow, 86_460)]
    public async Task A_wait_that_the_definition_of_the_limit_knows_is_no_lie(LimitAlgorithm algorithm, double seconds)
    {
        var name = algorithm == LimitAlgorithm.FixedWindow ? "fixed_window" : "sliding_window";
        var policy = WithTools($$"""
            { "t": { "limits": [{ "counter": "a", "window": "minute", "max": 10, "increment": 2, "algorithm": "{{name}}" }] } }
            """);
        var wait = TimeSpan.FromSeconds(seconds);
        var admitting = Store(_ => new([new(Remaining: 8, wait)], "r1"));
        var refusing = Store(_ => new([new(Remaining: 0, wait, wait)]));

        Assert.True((await Evaluator(admitting, policy).EvaluateAsync(Call())).IsAllowed);
        Assert.Equal(wait, (await Evaluator(refusing, policy).EvaluateAsync(Call())).RetryAfter);
    }

    public static TheoryData<string, CounterReply?> Nonsense => new()
    {
        { "nothing", null },
        { "no counters", new(null!, "r1") },
        { "too few counters", new([Fine], "r1") },
        { "admitted without a reservation", new([Fine, Fine]) },
        { "refused with a reservation", new([Fine, Fine with { RetryAfter = TimeSpan.FromSeconds(1) }], "r1") },
        { "a negative remainder", new([Fine, Fine with { Remaining = -1 }], "r1") },
        { "more left than there is", new([Fine, Fine with { Remaining = 10 }], "r1") },
        { "a reset in the past", new([Fine, Fine with { Reset = TimeSpan.FromTicks(-1) }], "r1") },
        { "a reset behind the window", new([Fine, Fine with { Reset = TimeSpan.FromSeconds(61) }], "r1") },
        { "a wait longer than the window", new([Fine, Fine with { RetryAfter = TimeSpan.FromSeconds(61) }]) },
        { "counters that cannot be read", new(new UnreadableCounters(), "r1") },
        { "a wait of nothing", new([Fine, Fine with { RetryAfter = TimeSpan.Zero }]) },
    };

    [Theory]
    [MemberData(nameof(Nonsense))]
    public async Task An_answer_that_makes_no_sense_denies_and_leaves_nothing_reserved(string nonsense, CounterReply? reply)
    {
        var store = Store(_ => reply!);

        var decision = await Evaluator(store).EvaluateAsync(Call());

        Assert.True(decision.Code == DecisionCodes.StoreFailed, nonsense);
        Assert.Equal("(store)", decision.Rule);
        if (reply?.Reservation is { } reserved)
            Assert.Equal(reserved, await store.FirstRelease.WaitAsync(TimeSpan.FromSeconds(10)));
        Assert.Equal(reply?.Reservation is null ? 0 : 1, store.Released.Count);
    }

    [Fact]
    public async Task A_store_that_throws_denies()
    {
        var store = Store(_ => throw new IOException("The connection is gone."));

        var decision = await Evaluator(store).EvaluateAsync(Call());

        Assert.Equal((PolicyOutcome.Deny, DecisionCodes.StoreFailed), (decision.Outcome, decision.Code));
    }

    [Fact]
    public async Task A_store_that_is_too_slow_denies_in_time_and_its_late_reservation_is_given_back()
    {
        var asked = new TaskCompletionSource();
        var answer = new TaskCompletionSource<CounterReply>();
        var store = new ScriptedCounterStore { Answer = (_, _) => AnswerLater(asked, answer) };
        var deciding = Evaluator(store).EvaluateAsync(Call()).AsTask();
        await asked.Task;
        Assert.False(deciding.IsCompleted);

        _clock.Advance(TimeSpan.FromSeconds(1));
        var decision = await deciding;
        Assert.Equal(DecisionCodes.StoreFailed, decision.Code);
        Assert.Empty(store.Released);

        answer.SetResult(new([Fine, Fine], "late"));
        Assert.Equal("late", await store.FirstRelease.WaitAsync(TimeSpan.FromSeconds(10)));
    }

    [Fact]
    public async Task A_store_that_blocks_before_it_returns_a_task_denies_in_time()
    {
        using var unblock = new ManualResetEventSlim();
        var asked = new TaskCompletionSource();
        var store = Store(_ =>
        {
            asked.SetResult();
            unblock.Wait();
            return new([Fine, Fine], "late");
        });
        var deciding = Evaluator(store).EvaluateAsync(Call()).AsTask();
        await asked.Task;

        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(DecisionCodes.StoreFailed, (await deciding).Code);

        unblock.Set();
        Assert.Equal("late", await store.FirstRelease.WaitAsync(TimeSpan.FromSeconds(10)));
    }

    [Fact]
    public async Task A_cancelled_wait_throws_and_its_late_reservation_is_given_back()
    {
        using var cancellation = new CancellationTokenSource();
        var asked = new TaskCompletionSource();
        var answer = new TaskCompletionSource<CounterReply>();
        var store = new ScriptedCounterStore { Answer = (_, _) => AnswerLater(asked, answer) };
        var deciding = Evaluator(store).EvaluateAsync(Call(), cancellation.Token).AsTask();
        await asked.Task;

        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => deciding);

        answer.SetResult(new([Fine, Fine], "late"));
        Assert.Equal("late", await store.FirstRelease.WaitAsync(TimeSpan.FromSeconds(10)));
    }

    [Fact]
    public async Task The_synchronous_forms_say_to_use_the_others()
    {
        var evaluator = Evaluator(Store(_ => new([Fine, Fine], "r1")));
        var decision = await evaluator.EvaluateAsync(Call());

        Assert.Contains("EvaluateAsync", Assert.Throws<InvalidOperationException>(() => evaluator.Evaluate(Call())).Message);
        Assert.Contains("PreviewAsync", Assert.Throws<InvalidOperationException>(() => evaluator.Preview(Call())).Message);
        Assert.Contains(
            "CompleteAsync",
            Assert.Throws<InvalidOperationException>(() => decision.Reservation.Complete(DispatchResult.Succeeded)).Message);
    }

    [Fact]
    public async Task A_preview_asks_without_reserving()
    {
        var store = Store(_ => new([Fine, Fine], "r1"));

        var decision = await Evaluator(store).PreviewAsync(Call());
        await decision.Reservation.CompleteAsync(DispatchResult.NotDispatched);

        Assert.True(decision.IsAllowed);
        Assert.Empty(store.Released);
    }

    private static ValueTask<CounterReply> AnswerLater(TaskCompletionSource asked, TaskCompletionSource<CounterReply> answer)
    {
        asked.TrySetResult();
        return new(answer.Task);
    }

    private static ScriptedCounterStore Store(Func<IReadOnlyList<CounterCharge>, CounterReply> answer) =>
        new() { Answer = (charges, _) => ValueTask.FromResult(answer(charges)) };

    private PolicyEvaluator Evaluator(ICounterStore store) => Evaluator(store, WithTools($$"""
        { "t": { "limits": [{{Limit("a", 5)}}], "rate_limit": { "max": 9, "window": 60 } } }
        """));

    private PolicyEvaluator Evaluator(ICounterStore store, Policy policy) =>
        new(new PolicySet(policy), timeProvider: _clock, store: store);
}
