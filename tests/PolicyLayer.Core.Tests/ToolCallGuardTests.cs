using PolicyLayer.Core.Limits;
using PolicyLayer.TestKit;
using static PolicyLayer.Core.Tests.Policies;

namespace PolicyLayer.Core.Tests;

public sealed class ToolCallGuardTests : IDisposable
{
    private readonly ManualTimeProvider _clock = new();
    private readonly PolicyEvaluator _evaluator;
    private readonly CancellationTokenSource _giveUp = new();

    public ToolCallGuardTests() => _evaluator = new(new PolicySet(WithLimit(max: 1)), timeProvider: _clock);

    private delegate ValueTask<string> Next(CancellationToken cancellationToken);

    /// <summary>How a call can end, and whether its budget is spent then: by default, and where errors are given back.</summary>
    public static TheoryData<string, bool, bool> Endings => new()
    {
        { "answers", true, true },
        { "answers with an error", true, false },
        { "answers with an error after it was given up", true, true },
        { "cannot say whether it is an error", true, true },
        { "says afterwards that another tool was not reached", true, true },
        { "throws", true, true },
        { "throws later", true, true },
        { "is cancelled", true, true },
        { "times out", true, true },
        { "throws after it was given up", true, true },
        { "does not reach the tool", false, false },
        { "does not reach the tool later", false, false },
    };

    public void Dispose() => _giveUp.Dispose();

    [Fact]
    public async Task An_allowed_call_is_dispatched_and_answered()
    {
        var guarded = await Guard().InvokeAsync(Call(), _ => ValueTask.FromResult("done"));

        Assert.True(guarded.Decision.IsAllowed);
        Assert.True(guarded.IsDispatched);
        Assert.Equal("done", guarded.Result);
    }

    [Fact]
    public async Task A_call_is_dispatched_with_the_token_of_the_caller()
    {
        var guarded = await Guard().InvokeAsync(Call(), ValueTask.FromResult, cancellationToken: _giveUp.Token);

        Assert.Equal(_giveUp.Token, guarded.Result);
    }

    [Theory]
    [InlineData("unlisted", DecisionCodes.NotListed)]
    [InlineData("t", DecisionCodes.RateLimited)]
    public async Task A_call_that_is_not_allowed_is_never_dispatched(string tool, string code)
    {
        _evaluator.Evaluate(Call());
        var dispatched = false;

        var guarded = await Guard().InvokeAsync(Call(tool), _ =>
        {
            dispatched = true;
            return ValueTask.FromResult("done");
        });

        Assert.False(dispatched);
        Assert.False(guarded.IsDispatched);
        Assert.Equal(code, guarded.Decision.Code);
        Assert.Throws<InvalidOperationException>(() => guarded.Result);
    }

    [Theory]
    [MemberData(nameof(Endings))]
    public async Task What_a_call_came_to_decides_whether_its_budget_is_spent(string ending, bool spent, bool spentWhereErrorsAreRefunded)
    {
        foreach (var (refund, expected) in new[] { ("not_dispatched", spent), ("on_error", spentWhereErrorsAreRefunded) })
        {
            using var giveUp = new CancellationTokenSource();
            var evaluator = Refunding(refund);
            var (next, isError, thrown) = Script(ending, giveUp);

            var escaped = await Record.ExceptionAsync(async () => await new ToolCallGuard(evaluator).InvokeAsync(
                Call(), token => next(token), isError, giveUp.Token));

            Assert.Same(thrown, escaped);
            Assert.Equal(!expected, evaluator.Evaluate(Call()).IsAllowed);
        }
    }

    [Fact]
    public async Task Hanging_up_once_the_tool_has_done_its_work_gets_nobody_more_than_there_is()
    {
        var guard = new ToolCallGuard(Refunding("on_error"));
        var paid = 0;

        for (var i = 0; i < 10; i++)
        {
            using var hangUp = new CancellationTokenSource();
            await Record.ExceptionAsync(async () => await guard.InvokeAsync<string>(
                Call(),
                async token =>
                {
                    paid++;
                    await hangUp.CancelAsync();
                    token.ThrowIfCancellationRequested();
                    return "paid";
                },
                cancellationToken: hangUp.Token));
        }

        Assert.Equal(1, paid);
    }

    [Fact]
    public async Task A_call_that_is_given_up_before_the_decision_is_not_dispatched_and_costs_nothing()
    {
        await _giveUp.CancelAsync();

        await AssertGivenUpBeforeDispatch(Guard());
    }

    [Fact]
    public async Task A_call_that_is_given_up_between_decision_and_dispatch_is_not_dispatched_and_costs_nothing() =>
        await AssertGivenUpBeforeDispatch(new(new GivingUpEvaluator(_evaluator, _giveUp)));

    [Fact]
    public async Task Accounting_outlasts_the_callers_patience_and_its_failure_hides_nothing()
    {
        var store = new UnreleasingStore();
        var guard = new ToolCallGuard(new PolicyEvaluator(new PolicySet(WithLimit(max: 1)), store: store));
        var thrown = new ToolNotReachedException("The connection was refused.");

        var escaped = await Record.ExceptionAsync(async () => await guard.InvokeAsync<string>(
            Call(),
            async _ =>
            {
                await _giveUp.CancelAsync();
                throw thrown;
            },
            cancellationToken: _giveUp.Token));

        Assert.Same(thrown, escaped);
        Assert.Equal([false], store.ReleasedWhenCancelled);
    }

    [Fact]
    public void What_completes_synchronously_stays_synchronous()
    {
        var guarded = Guard().InvokeAsync(Call(), _ => ValueTask.FromResult("done"));

        Assert.True(guarded.IsCompletedSuccessfully);
    }

    [Fact]
    public void The_default_value_is_a_denial()
    {
        GuardedCall<string> guarded = default;

        Assert.False(guarded.IsDispatched);
        Assert.False(guarded.Decision.IsAllowed);
        Assert.Throws<InvalidOperationException>(() => guarded.Result);
    }

    private ToolCallGuard Guard() => new(_evaluator);

    private PolicyEvaluator Refunding(string refund) => new(
        new PolicySet(WithTools(
            $$"""{ "t": { "limits": [{ "counter": "c", "window": "minute", "max": 1, "refund": "{{refund}}" }] } }""")),
        timeProvider: _clock);

    private static (Next Next, Func<string, bool>? IsError, Exception? Thrown) Script(string ending, CancellationTokenSource giveUp)
    {
        var broken = new InvalidOperationException("The connection broke.");
        var givenUp = new OperationCanceledException("Given up.");
        var timedOut = new TimeoutException("No answer.");
        var notReached = new ToolNotReachedException("The connection was refused.");
        return ending switch
        {
            "answers" => (_ => ValueTask.FromResult("done"), _ => false, null),
            "answers with an error" => (_ => ValueTask.FromResult("no such file"), answer => answer == "no such file", null),
            "answers with an error after it was given up" => (_ => GivenUpAndAnswered("interrupted", giveUp), _ => true, null),
            "cannot say whether it is an error" => (_ => ValueTask.FromResult("done"), _ => throw broken, broken),
            "says afterwards that another tool was not reached" =>
                (_ => ValueTask.FromResult("done"), _ => throw notReached, notReached),
            "throws" => (_ => throw broken, null, broken),
            "throws later" => (_ => Later(broken), null, broken),
            "is cancelled" => (_ => GivenUpAndLater(givenUp, giveUp), null, givenUp),
            "times out" => (_ => Later(timedOut), null, timedOut),
            "throws after it was given up" => (_ => GivenUpAndLater(broken, giveUp), null, broken),
            "does not reach the tool" => (_ => throw notReached, null, notReached),
            "does not reach the tool later" => (_ => Later(notReached), null, notReached),
            _ => throw new ArgumentException(ending, nameof(ending)),
        };
    }

    private static async ValueTask<string> Later(Exception exception)
    {
        await Task.Yield();
        throw exception;
    }

    private static async ValueTask<string> GivenUpAndLater(Exception exception, CancellationTokenSource giveUp)
    {
        await giveUp.CancelAsync();
        return await Later(exception);
    }

    private static async ValueTask<string> GivenUpAndAnswered(string answer, CancellationTokenSource giveUp)
    {
        await giveUp.CancelAsync();
        return answer;
    }

    private async Task AssertGivenUpBeforeDispatch(ToolCallGuard guard)
    {
        var dispatched = false;

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await guard.InvokeAsync(
            Call(),
            _ =>
            {
                dispatched = true;
                return ValueTask.FromResult("done");
            },
            cancellationToken: _giveUp.Token));

        Assert.False(dispatched);
        Assert.True(_evaluator.Evaluate(Call()).IsAllowed);
    }

    /// <summary>The real evaluator, whose caller loses patience just when it has decided.</summary>
    private sealed class GivingUpEvaluator(IPolicyEvaluator inner, CancellationTokenSource giveUp) : IPolicyEvaluator
    {
        public event EventHandler? ListsChanged
        {
            add => inner.ListsChanged += value;
            remove => inner.ListsChanged -= value;
        }

        public async ValueTask<PolicyDecision> EvaluateAsync(ToolCall call, CancellationToken cancellationToken = default)
        {
            var decision = await inner.EvaluateAsync(call, cancellationToken);
            await giveUp.CancelAsync();
            return decision;
        }

        public PolicyDecision Evaluate(in ToolCall call) => inner.Evaluate(call);

        public ValueTask<PolicyDecision> EvaluateApprovedAsync(
            ToolCall call, string approval, CancellationToken cancellationToken = default) =>
            inner.EvaluateApprovedAsync(call, approval, cancellationToken);

        public PolicyDecision DenyUnapproved(in ToolCall call, in PolicyDecision asked, ApprovalAnswer? answer, string? ticket = null) =>
            inner.DenyUnapproved(call, asked, answer, ticket);

        public PolicyDecision Preview(in ToolCall call) => inner.Preview(call);

        public ValueTask<PolicyDecision> PreviewAsync(ToolCall call, CancellationToken cancellationToken = default) =>
            inner.PreviewAsync(call, cancellationToken);

        public bool IsVisible(string tool, in CallerContext caller) => inner.IsVisible(tool, caller);

        public bool IsCallable(string tool, in CallerContext caller) => inner.IsCallable(tool, caller);

        public CallerContext Resolve(in CallerContext caller) => inner.Resolve(caller);
    }

    /// <summary>A store that admits everything and fails to give anything back.</summary>
    private sealed class UnreleasingStore : ICounterStore
    {
        internal List<bool> ReleasedWhenCancelled { get; } = [];

        public ValueTask<CounterReply> ReserveAsync(IReadOnlyList<CounterCharge> charges, CancellationToken cancellationToken) =>
            ValueTask.FromResult(new CounterReply([new(Remaining: 0, TimeSpan.FromMinutes(1))], "reservation"));

        public ValueTask<CounterReply> PreviewAsync(IReadOnlyList<CounterCharge> charges, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        public ValueTask ReleaseAsync(
            string reservation, IReadOnlyList<CounterCharge> charges, CancellationToken cancellationToken)
        {
            ReleasedWhenCancelled.Add(cancellationToken.IsCancellationRequested);
            throw new IOException("The store is down.");
        }
    }
}
