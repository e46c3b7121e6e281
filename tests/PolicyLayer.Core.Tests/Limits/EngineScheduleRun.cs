using System.Collections.Concurrent;
using System.Text.Json;
using PolicyLayer.TestKit;
using PolicyLayer.TestKit.Limits;
using static PolicyLayer.Core.Tests.Limits.ScheduleStep;
using static PolicyLayer.Core.Tests.Policies;

namespace PolicyLayer.Core.Tests.Limits;

/// <summary>A whole engine and the reference of each of its counters, which live through the same schedule.</summary>
internal sealed class EngineScheduleRun
{
    internal const int Callers = 16;

    private static readonly ConcurrentDictionary<long, PolicySet> Sets = [];

    private readonly ManualTimeProvider _clock = new();
    private readonly PolicyEvaluator _evaluator;
    private readonly ReferenceCounters _reference;
    private readonly int _maxCounters;
    private readonly CallerContext[] _callers;
    private readonly
        List<(PolicyDecision Decision, (IReferenceLimit Limit, ReferenceCharge Charge)[] Charges, bool Ended)> _admitted = [];

    internal EngineScheduleRun(long max, int maxCounters = 1_000)
    {
        _evaluator = new(SetOf(max), new() { MaxLiveCounters = maxCounters }, _clock);
        _reference = new(max);
        _maxCounters = maxCounters;

        // Four grants of two sessions each, every other one resolved.
        _callers = [.. Enumerable.Range(0, Callers).Select(number =>
        {
            var caller = new CallerContext("server", $"grant-{number / 4}", number / 2 % 2 == 0 ? "session" : null);
            return number % 2 == 0 ? caller : _evaluator.Resolve(caller);
        })];
    }

    private long Time => _clock.GetTimestamp();

    private long Utc => (_clock.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks;

    /// <summary>Takes a step; false if the engine and the reference say anything different of it.</summary>
    internal bool Agrees(EngineStep step)
    {
        switch (step.Kind)
        {
            case What.Call:
                return CallAgrees(ReferenceCounters.Tools[step.Tool], _callers[step.Caller], step.Amount);
            case What.Advance:
                _clock.Advance(TimeSpan.FromTicks(step.Amount));
                return true;
            case What.StepWallClock:
                _clock.SetUtcNow(_clock.GetUtcNow().AddTicks(step.Amount));
                return true;
            case What.Reload:
                _reference.Reload(Time, step.Amount);
                return _evaluator.Update(SetOf(step.Amount)).Count == 0;
            default:
                Complete(step);
                return true;
        }
    }

    private bool CallAgrees((string Name, string[] Limits) tool, CallerContext caller, long cost)
    {
        var limits = Array.ConvertAll(tool.Limits, counter => _reference.Find(counter, caller));
        var costs = Array.ConvertAll(tool.Limits, counter => ReferenceCounters.CostOf(counter, cost));
        var waits = limits.Zip(costs, (limit, one) => one == 0 ? 0 : limit.Read(Time, Utc, one).Wait).ToList();
        var first = waits.FindIndex(wait => wait > 0);
        var call = new ToolCall(tool.Name, JsonSerializer.SerializeToElement(new { cost }), caller);
        var isOneTooMany = _reference.LiveWith([.. limits.Where((_, i) => costs[i] > 0)], Time, Utc) > _maxCounters;

        var preview = _evaluator.Preview(call);
        var decision = _evaluator.Evaluate(call);
        if ((preview.Code, preview.Rule, preview.RetryAfter) != (decision.Code, decision.Rule, decision.RetryAfter))
            return false;
        if (isOneTooMany)
            return decision.Code is DecisionCodes.CounterCapacity or DecisionCodes.RateLimited;
        if (first >= 0)
        {
            return decision.Code == DecisionCodes.RateLimited
                && decision.Rule == PointerOf(tool.Name, tool.Limits[first])
                && decision.RetryAfter == UpToMilliseconds(waits.Max())
                && UsageAgrees(preview, limits)
                && UsageAgrees(decision, limits);
        }

        if (!decision.IsAllowed || !UsageAgrees(preview, limits))
            return false;

        var charged = limits.Zip(costs).Where(pair => pair.Second > 0);
        _admitted.Add((decision, [.. charged.Select(pair => (pair.First, pair.First.Charge(Time, Utc, pair.Second)))], false));
        return UsageAgrees(decision, limits);
    }

    private bool UsageAgrees(PolicyDecision decision, IReferenceLimit[] limits) => decision.Usage.Zip(limits).All(pair =>
    {
        var reading = pair.Second.Read(Time, Utc, cost: 0);
        return pair.First.Remaining == reading.Remaining && pair.First.Reset == UpToMilliseconds(reading.Reset);
    });

    // The same one may be completed again, however long after.
    private void Complete(EngineStep step)
    {
        if (_admitted.Count == 0)
            return;

        var index = (int)(step.Amount % _admitted.Count);
        var (decision, charges, ended) = _admitted[index];
        decision.Reservation.Complete(step.Kind == What.GiveBack ? DispatchResult.NotDispatched : DispatchResult.Succeeded);
        if (step.Kind == What.GiveBack && !ended)
            Array.ForEach(charges, charged => charged.Limit.GiveBack(charged.Charge, Time, Utc));
        _admitted[index] = (decision, charges, true);
    }

    private static string PointerOf(string tool, string limit) =>
        limit == ReferenceCounters.RateLimit ? $"/tools/{tool}/rate_limit" : $"/tools/{tool}/limits/{limit}";

    private static PolicySet SetOf(long max) =>
        Sets.GetOrAdd(max, static max => new(WithTools(ReferenceCounters.PolicyOf(max))));

    private static TimeSpan UpToMilliseconds(long ticks) =>
        TimeSpan.FromMilliseconds((ticks + TimeSpan.TicksPerMillisecond - 1) / TimeSpan.TicksPerMillisecond);
}
