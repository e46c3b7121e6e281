using System.Collections.Concurrent;
using System.Text.Json;
using PolicyLayer.Core;

namespace PolicyLayer.Interleaving.Tests.Histories;

/// <summary>An engine, and what it admitted and nobody gave back.</summary>
/// <remarks>
/// A decision is booked at the time that its caller was shown, unless the counter was freed since: then at a later time, which has
/// come by the end of the decision. A counter by segments books later too if another caller had a later clock, and a fixed window
/// may be a later one. So slots and buckets that nobody frees are held to the definition exactly, by the time shown; of all
/// others it is known between which times they were booked, and only what surely lies in an interval is counted there.
/// </remarks>
internal sealed class EngineHistory
{
    internal const long Window = TimeSpan.TicksPerSecond;

    private static readonly JsonElement[] Costs =
        [.. Enumerable.Range(0, 5).Select(cost => JsonElement.Parse($$"""{ "cost": {{cost}} }"""))];

    private readonly ConcurrentDictionary<string, ConcurrentQueue<Kept>> _kept = new();

    internal EngineHistory(PolicySet policies, int maxCounters = 100) =>
        Evaluator = new(policies, new() { MaxLiveCounters = maxCounters }, Clock);

    internal HistoryClock Clock { get; } = new();

    internal PolicyEvaluator Evaluator { get; }

    internal Kept[] KeptOf(params string[] keys) =>
        [.. keys.SelectMany(key => _kept.TryGetValue(key, out var kept) ? kept : Enumerable.Empty<Kept>())];

    internal static ToolCall CallOf(string tool, long cost, in CallerContext caller) => new(tool, Costs[cost], caller);

    /// <summary>Decides a call, and gives one of three back that are admitted, sooner or later.</summary>
    /// <param name="key">Under what an admission is noted that is kept.</param>
    /// <param name="call">The call.</param>
    /// <param name="cost">What it costs.</param>
    internal void CallAndMaybeGiveBack(string key, in ToolCall call, long cost)
    {
        var decision = Evaluator.Evaluate(call);
        var shown = HistoryClock.Shown;
        if (!decision.IsAllowed)
            return;

        var end = Clock.Now;
        Clock.MaybeAdvance(Window);
        if (Random.Shared.Next(3) == 0)
            decision.Reservation.Complete(DispatchResult.NotDispatched);
        else
            _kept.GetOrAdd(key, static _ => new()).Enqueue(new(shown, end, cost));
    }

    /// <summary>Begins anew, when all windows have closed.</summary>
    internal void Forget()
    {
        _kept.Clear();
        Clock.Advance(3 * Window);
    }
}
