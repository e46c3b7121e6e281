using PolicyLayer.Core.Limits;
using PolicyLayer.TestKit;
using static PolicyLayer.Core.Tests.Policies;

namespace PolicyLayer.Core.Tests.Faults;

/// <summary>A store that fails: always a denial, in time, and nothing stays behind. Its lies stand in CounterStoreTests.</summary>
public sealed class StoreFaultTests
{
    private const string Secret = "password=hunter2";

    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(1);
    private static readonly CounterReply Admitted = new([new(Remaining: 4, Reset: TimeSpan.FromSeconds(30))], "r1");

    private readonly ManualTimeProvider _clock = new();

    public static TheoryData<string, Func<ValueTask<CounterReply>>> Failures => new()
    {
        { "throws", static () => throw new IOException(Secret) },
        { "throws later", static () => Later(new IOException(Secret)) },
        { "is cancelled by itself", static () => ValueTask.FromCanceled<CounterReply>(new(canceled: true)) },
        { "says that it was cancelled", static () => Later(new OperationCanceledException(Secret)) },
        { "answers nothing", static () => default },
        { "throws what cannot be told", static () => Later(new UntellableException()) },
        { "has too little memory to begin", static () => Later(new InsufficientMemoryException(Secret)) },
    };

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task A_failing_store_denies_and_tells_the_agent_nothing_of_why(string how, Func<ValueTask<CounterReply>> fail)
    {
        var evaluator = Evaluator((_, _) => fail());

        AssertDeniedByTheStore(await evaluator.EvaluateAsync(Call()), how);
        AssertDeniedByTheStore(await evaluator.PreviewAsync(Call()), how);
        await WaitUntil(() => _clock.LiveTimers == 0);
    }

    [Fact]
    public async Task A_store_that_never_answers_denies_at_the_timeout_and_not_before()
    {
        var deciding = Evaluator((_, _) => new(new TaskCompletionSource<CounterReply>().Task)).EvaluateAsync(Call()).AsTask();

        _clock.Advance(Timeout - TimeSpan.FromTicks(1));
        Assert.False(deciding.IsCompleted);
        _clock.Advance(TimeSpan.FromTicks(1));

        AssertDeniedByTheStore(await deciding.WaitAsync(TimeSpan.FromSeconds(10)));
        await WaitUntil(() => _clock.LiveTimers == 0);
    }

    [Fact]
    public async Task A_wall_clock_that_jumps_neither_shortens_nor_stretches_the_wait()
    {
        var deciding = Evaluator((_, _) => new(new TaskCompletionSource<CounterReply>().Task)).EvaluateAsync(Call()).AsTask();

        _clock.SetUtcNow(_clock.GetUtcNow().AddYears(50));
        Assert.False(deciding.IsCompleted);
        _clock.SetUtcNow(_clock.GetUtcNow().AddYears(-100));
        _clock.Advance(Timeout);

        AssertDeniedByTheStore(await deciding.WaitAsync(TimeSpan.FromSeconds(10)));
    }

    [Theory]
    [InlineData("blocks")]
    [InlineData("throws")]
    public async Task What_a_store_does_when_it_is_given_up_is_felt_by_nobody(string what)
    {
        using var unblock = new ManualResetEventSlim();
        var registered = new TaskCompletionSource();
        var answer = new TaskCompletionSource<CounterReply>();
        var told = new TaskCompletionSource();
        var goOn = new TaskCompletionSource();
        var deciding = Evaluator(async (_, givenUp) =>
        {
            // Only once the decision waits, so that the store is the first to be told.
            await goOn.Task;
            givenUp.Register(() =>
            {
                told.TrySetResult();
                if (what == "throws")
                    throw new IOException(Secret);
                unblock.Wait();
            });
            registered.SetResult();
            return await answer.Task;
        }).EvaluateAsync(Call()).AsTask();
        goOn.SetResult();
        await registered.Task;

        var timer = Task.Run(() => _clock.Advance(Timeout));
        try
        {
            AssertDeniedByTheStore(await deciding.WaitAsync(TimeSpan.FromSeconds(10)));
            await timer.WaitAsync(TimeSpan.FromSeconds(10));
            await told.Task.WaitAsync(TimeSpan.FromSeconds(10));
        }
        finally
        {
            unblock.Set();
        }
    }

    [Fact]
    public async Task Whoever_cancels_a_decision_does_not_feel_the_store()
    {
        using var cancellation = new CancellationTokenSource();
        var registered = new TaskCompletionSource();
        var deciding = Evaluator(async (_, givenUp) =>
        {
            givenUp.Register(static () => throw new IOException(Secret));
            registered.SetResult();
            return await new TaskCompletionSource<CounterReply>().Task;
        }).EvaluateAsync(Call(), cancellation.Token).AsTask();
        await registered.Task;

        cancellation.Cancel();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => deciding);
    }

    [Fact]
    public async Task Counters_that_do_not_end_being_read_deny_in_time()
    {
        using var unblock = new ManualResetEventSlim();
        var counters = new StallingCounters(unblock);
        var deciding = Task.Run(() => Evaluator((_, _) => new(new CounterReply(counters, "r1"))).EvaluateAsync(Call()).AsTask());
        await counters.Reading.WaitAsync(TimeSpan.FromSeconds(10));
        await WaitUntil(() => _clock.LiveTimers > 0 || deciding.IsCompleted);

        _clock.Advance(Timeout);
        try
        {
            AssertDeniedByTheStore(await deciding.WaitAsync(TimeSpan.FromSeconds(10)));
        }
        finally
        {
            unblock.Set();
        }
    }

    [Fact]
    public async Task A_preview_that_reserves_all_the_same_denies_and_gives_it_back()
    {
        var store = new FaultyStore { Answer = (_, _) => ValueTask.FromResult(Admitted) };

        var decision = await Evaluator(store).PreviewAsync(Call());

        AssertDeniedByTheStore(decision);
        await WaitUntil(() => !store.Released.IsEmpty);
        Assert.Equal(["r1"], store.Released);
    }

    [Fact]
    public async Task A_lie_whose_reservation_cannot_be_given_back_denies_at_once()
    {
        var store = new FaultyStore
        {
            Answer = static (_, _) => ValueTask.FromResult(new CounterReply([], "r1")),
            OnRelease = static _ => new(new TaskCompletionSource().Task),
        };

        var deciding = Evaluator(store).EvaluateAsync(Call()).AsTask();

        AssertDeniedByTheStore(await deciding.WaitAsync(TimeSpan.FromSeconds(10)));
        await WaitUntil(() => !store.Released.IsEmpty && _clock.LiveTimers == 1);
        _clock.Advance(Timeout);
        await WaitUntil(() => _clock.LiveTimers == 0);
    }

    [Fact]
    public async Task A_late_success_is_not_counted_as_admitted_and_leaves_nothing()
    {
        var answer = new TaskCompletionSource<CounterReply>();
        var store = new ScriptedCounterStore { Answer = (_, _) => new(answer.Task) };
        var guard = new ToolCallGuard(Evaluator(store));
        var dispatched = false;
        var guarded = guard.InvokeAsync(Call(), _ => ValueTask.FromResult(dispatched = true)).AsTask();

        _clock.Advance(Timeout);
        AssertDeniedByTheStore((await guarded.WaitAsync(TimeSpan.FromSeconds(10))).Decision);
        answer.SetResult(Admitted);

        Assert.Equal("r1", await store.FirstRelease.WaitAsync(TimeSpan.FromSeconds(10)));
        Assert.False(dispatched);
        await WaitUntil(() => _clock.LiveTimers == 0);
    }

    [Fact]
    public async Task A_store_that_comes_back_decides_again()
    {
        var isDown = true;
        var evaluator = Evaluator((_, _) => isDown ? throw new IOException(Secret) : ValueTask.FromResult(Admitted));
        for (var i = 0; i < 3; i++)
            AssertDeniedByTheStore(await evaluator.EvaluateAsync(Call()));

        isDown = false;
        Assert.True((await evaluator.EvaluateAsync(Call())).IsAllowed);

        isDown = true;
        AssertDeniedByTheStore(await evaluator.EvaluateAsync(Call()));
    }

    [Theory]
    [InlineData("throws")]
    [InlineData("throws later")]
    [InlineData("never ends")]
    [InlineData("knows no such reservation")]
    public async Task A_release_that_fails_ends_in_time_and_is_not_felt_by_the_host(string how)
    {
        var releasing = new TaskCompletionSource();
        var store = new FaultyStore
        {
            Answer = (_, _) => ValueTask.FromResult(Admitted),
            OnRelease = _ =>
            {
                releasing.SetResult();
                return how switch
                {
                    "throws" => throw new IOException(Secret),
                    "throws later" => LaterNothing(new IOException(Secret)),
                    "never ends" => new(new TaskCompletionSource().Task),
                    _ => ValueTask.FromException(new KeyNotFoundException("r1")),
                };
            },
        };
        var decision = await Evaluator(store).EvaluateAsync(Call());

        var completing = decision.Reservation.CompleteAsync(DispatchResult.NotDispatched).AsTask();
        await releasing.Task.WaitAsync(TimeSpan.FromSeconds(10));
        _clock.Advance(Timeout);

        await completing.WaitAsync(TimeSpan.FromSeconds(10));
        await WaitUntil(() => _clock.LiveTimers == 0);
    }

    [Theory]
    [InlineData("token_bucket")]
    [InlineData("sliding_window")]
    [InlineData("fixed_window")]
    public async Task The_longest_times_that_a_store_can_tell_are_told_or_denied(string algorithm)
    {
        var policy = WithTools($$"""
            { "t": { "limits": [{ "counter": "c", "window": "day", "max": 5, "algorithm": "{{algorithm}}" }] } }
            """);
        var store = new FaultyStore
        {
            Answer = static (_, _) => ValueTask.FromResult(
                new CounterReply([new(Remaining: 0, Reset: TimeSpan.MaxValue, RetryAfter: TimeSpan.MaxValue)])),
        };

        var decision = await new PolicyEvaluator(new PolicySet(policy), timeProvider: _clock, store: store).EvaluateAsync(Call());

        Assert.False(decision.IsAllowed);
        if (algorithm != "token_bucket")
        {
            AssertDeniedByTheStore(decision);
            return;
        }

        // Nobody lives to see it refilled.
        Assert.Equal(DecisionCodes.CostExceedsLimit, decision.Code);
        Assert.Null(decision.RetryAfter);
        Assert.True(decision.Usage[0].Reset > TimeSpan.FromDays(365), $"{decision.Usage[0].Reset}");
    }

    private static void AssertDeniedByTheStore(in PolicyDecision decision, string? how = null)
    {
        Assert.True(decision.Code == DecisionCodes.StoreFailed, $"{how}: {decision.Code}");
        Assert.Equal((PolicyOutcome.Deny, "(store)"), (decision.Outcome, decision.Rule));
        Assert.Equal("The call cannot be counted at the moment.", decision.Message);
        Assert.Null(decision.RetryAfter);
        Assert.Empty(decision.Usage);
    }

    // For what other threads do in a moment; the patience ends only when something is wrong. The test may go on in the middle of what
    // completed the decision, so it first steps out of there.
    private static async Task WaitUntil(Func<bool> condition)
    {
        await Task.Yield();
        Assert.True(SpinWait.SpinUntil(condition, TimeSpan.FromSeconds(10)));
    }

    private static async ValueTask<CounterReply> Later(Exception exception)
    {
        await Task.Yield();
        throw exception;
    }

    private static async ValueTask LaterNothing(Exception exception) => await Later(exception);

    private PolicyEvaluator Evaluator(Func<IReadOnlyList<CounterCharge>, CancellationToken, ValueTask<CounterReply>> answer) =>
        Evaluator(new FaultyStore { Answer = answer });

    private PolicyEvaluator Evaluator(ICounterStore store) =>
        new(new PolicySet(WithLimit(max: 5)), timeProvider: _clock, store: store);
}
