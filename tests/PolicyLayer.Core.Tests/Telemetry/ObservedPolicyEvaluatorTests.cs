using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using PolicyLayer.Core.Telemetry;
using static PolicyLayer.Core.Tests.DependencyInjection.PolicyTexts;
using static PolicyLayer.Core.Tests.Policies;

namespace PolicyLayer.Core.Tests.Telemetry;

[Collection(ListenersOfTheProcess.Name)]
public sealed class ObservedPolicyEvaluatorTests
{
    [Fact]
    public async Task Every_way_to_decide_is_told_once()
    {
        using var engine = new ObservedEngine(AllowAll);
        var guard = engine.Services.GetRequiredService<ToolCallGuard>();

        engine.Evaluator.Evaluate(Call());
        await engine.Evaluator.EvaluateAsync(Call());
        await guard.InvokeAsync(Call(), _ => ValueTask.FromResult("done"));

        Assert.Equal(3, engine.Kept.All.Count);
    }

    [Fact]
    public async Task A_preview_is_told_to_nobody()
    {
        using var engine = new ObservedEngine(AllowAll);

        engine.Evaluator.Preview(Call());
        await engine.Evaluator.PreviewAsync(Call());

        Assert.Empty(engine.Kept.All);
    }

    [Fact]
    public void A_resolved_caller_stays_resolved()
    {
        using var engine = new ObservedEngine(Limited(max: 2));
        var caller = engine.Evaluator.Resolve(Alice);

        var decisions = Enumerable.Range(0, 3).Select(_ => engine.Evaluator.Evaluate(Call(caller: caller)).IsAllowed);

        Assert.Equal([true, true, false], decisions);
        Assert.Same(engine.Services.GetRequiredService<PolicyEvaluator>(), caller.Handle!.Owner);
        Assert.All(engine.Kept.All, told => Assert.Equal("alice", told.Grant));
    }

    [Fact]
    public void A_sink_hears_only_of_the_outcomes_it_wants()
    {
        var refusals = new KeptEvents { Wanted = [PolicyOutcome.RateLimited] };
        using var engine = new ObservedEngine(Limited(max: 1), register: services => services.AddSingleton<IDecisionSink>(refusals));

        engine.Decide();
        engine.Decide();

        Assert.Equal(DecisionCodes.RateLimited, refusals.Only.Code);
        Assert.Equal(2, engine.Kept.All.Count);
    }

    [Fact]
    public void A_broken_sink_changes_no_decision_and_keeps_nothing_from_the_others()
    {
        using var engine = new ObservedEngine(Limited(max: 1), register: services => services.AddSingleton<IDecisionSink, BrokenSink>());
        using var dropped = new HeardMetrics(engine.Services);

        Assert.True(engine.Evaluator.Evaluate(Call()).IsAllowed);
        Assert.Equal(PolicyOutcome.RateLimited, engine.Evaluator.Evaluate(Call()).Outcome);

        Assert.Equal(2, engine.Kept.All.Count);
        Assert.Equal(2, dropped.Sum("policylayer.events.dropped", "policylayer.sink", nameof(BrokenSink)));
    }

    [Fact]
    public async Task Broken_listeners_change_no_decision_either()
    {
        using var engine = new ObservedEngine(AllowAll);
        using var metrics = new HeardMetrics(engine.Services, isBroken: true);
        using var spans = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "PolicyLayer",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStarted = _ => throw new InvalidOperationException("The listener is broken."),
            ActivityStopped = _ => throw new InvalidOperationException("The listener is broken."),
        };
        ActivitySource.AddActivityListener(spans);

        Assert.True(engine.Evaluator.Evaluate(Call()).IsAllowed);
        Assert.True((await engine.Evaluator.EvaluateAsync(Call())).IsAllowed);
        Assert.Equal(2, engine.Kept.All.Count);
    }

    [Fact]
    public async Task A_call_that_is_given_up_is_no_decision()
    {
        using var engine = new ObservedEngine(AllowAll);
        var cancelled = new CancellationToken(canceled: true);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => engine.Evaluator.EvaluateAsync(Call(), cancelled).AsTask());

        Assert.Empty(engine.Kept.All);
    }

    [Fact]
    public void Where_nobody_listens_a_decision_allocates_nothing()
    {
        using var provider = new ServiceCollection()
            .AddLogging()
            .AddPolicyLayer(options =>
            {
                options.Policies["main"] = new() { Text = Limited(max: 100) };
                options.Assignments.Add(new() { Policy = "main" });
                options.Events.Log = true;
            })
            .BuildServiceProvider();
        var evaluator = provider.GetRequiredService<IPolicyEvaluator>();
        var call = Call(caller: evaluator.Resolve(Alice));

        var allocated = Allocation.Of(() =>
        {
            for (var i = 0; i < 1_000; i++)
                evaluator.Evaluate(call).Reservation.Complete(DispatchResult.NotDispatched);
            return true;
        });

        Assert.Equal(0, allocated);
    }
}
