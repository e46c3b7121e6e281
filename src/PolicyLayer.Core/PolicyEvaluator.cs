using System.Runtime.CompilerServices;
using PolicyLayer.Core.Evaluation;
using PolicyLayer.Core.Limits;

namespace PolicyLayer.Core;

/// <summary>The engine: decides calls by the policies of a <see cref="PolicySet"/>, and counts their limits.</summary>
/// <remarks>
/// Safe for concurrent use; deciding takes no lock and, in memory, allocates nothing once a caller's counters exist, as long as
/// reservations are completed: one that is abandoned leaves a small object behind. One
/// decision reads the policy set once, so that a reload cannot tear it. A process needs one evaluator for all its servers.
/// </remarks>
public sealed class PolicyEvaluator : IPolicyEvaluator
{
    private readonly int _maxArgumentBytes;
    private readonly LimitClock _clock;
    private readonly LimitLedger _ledger;
    private readonly StoreLedger? _storeLedger;
    private readonly Lock _updating = new();
    private PolicySnapshot _snapshot;

    /// <summary>Makes an evaluator.</summary>
    /// <param name="policies">Who has which policy.</param>
    /// <param name="options">Bounds; by default those of <see cref="PolicyEvaluatorOptions"/>.</param>
    /// <param name="timeProvider">The clock of the limits; by default the system's.</param>
    /// <param name="store">Where the counters live; by default in memory.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    public PolicyEvaluator(
        PolicySet policies,
        PolicyEvaluatorOptions? options = null,
        TimeProvider? timeProvider = null,
        ICounterStore? store = null)
    {
        ArgumentNullException.ThrowIfNull(policies);
        options ??= new();
        options.ThrowIfOutOfRange();
        timeProvider ??= TimeProvider.System;

        _clock = new(timeProvider);
        _snapshot = new(policies, version: 0, _clock);
        _maxArgumentBytes = options.MaxArgumentBytes;
        _ledger = new(_clock, options.MaxLiveCounters, options.MaxLiveCountersPerGrant);
        _storeLedger = store is null ? null : new(store, options.StoreTimeout, timeProvider);
    }

    /// <summary>
    /// Replaces the policy set. Calls that have begun finish under the old one; counters keep their usage, whether their
    /// maximum grows or shrinks.
    /// </summary>
    /// <param name="policies">Who has which policy from now on.</param>
    /// <returns>The names of the counters that start anew because their window, scope or algorithm changed; empty if none does.</returns>
    public IReadOnlyList<string> Update(PolicySet policies)
    {
        ArgumentNullException.ThrowIfNull(policies);
        lock (_updating)
        {
            var earlier = _snapshot;
            Volatile.Write(ref _snapshot, new(policies, earlier.Version + 1, _clock));
            return policies.CountersRestartedSince(earlier.Policies);
        }
    }

    /// <inheritdoc/>
    public PolicyDecision Evaluate(in ToolCall call)
    {
        if (_storeLedger is not null)
            throw StoreLedger.SynchronousUse(nameof(Evaluate), nameof(EvaluateAsync));
        return Decide(call, previewOnly: false, out _);
    }

    /// <inheritdoc/>
    public PolicyDecision Preview(in ToolCall call)
    {
        if (_storeLedger is not null)
            throw StoreLedger.SynchronousUse(nameof(Preview), nameof(PreviewAsync));
        return Decide(call, previewOnly: true, out _);
    }

    /// <summary>
    /// Says what <see cref="Evaluate"/> would say now and why, rule by rule and limit by limit, and consumes nothing. It judges
    /// everything twice and allocates: for people, not for the way of a call.
    /// </summary>
    /// <param name="call">The call to try.</param>
    /// <param name="withValues">Whether the trace tells what arguments and facts hold, which may be secret. By default it tells
    /// only paths, types and results.</param>
    /// <returns>The decision of <see cref="Preview"/>, and how it came about.</returns>
    /// <exception cref="InvalidOperationException">The counters live in an <see cref="ICounterStore"/>;
    /// use <see cref="ExplainAsync"/>.</exception>
    public DecisionTrace Explain(in ToolCall call, bool withValues = false)
    {
        if (_storeLedger is not null)
            throw StoreLedger.SynchronousUse(nameof(Explain), nameof(ExplainAsync));

        var decision = Decide(call, previewOnly: true, out var ruling);
        return Trace(call, decision, ruling, withValues);
    }

    /// <inheritdoc/>
    public ValueTask<PolicyDecision> EvaluateAsync(ToolCall call, CancellationToken cancellationToken = default) =>
        DecideAsync(call, previewOnly: false, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<PolicyDecision> PreviewAsync(ToolCall call, CancellationToken cancellationToken = default) =>
        DecideAsync(call, previewOnly: true, cancellationToken);

    /// <summary>
    /// Says what <see cref="EvaluateAsync"/> would say now and why, rule by rule and limit by limit, and consumes nothing. For
    /// people, not for the way of a call.
    /// </summary>
    /// <param name="call">The call to try.</param>
    /// <param name="withValues">Whether the trace tells what arguments and facts hold, which may be secret. By default it tells
    /// only paths, types and results.</param>
    /// <param name="cancellationToken">Gives up waiting for the store.</param>
    /// <returns>The decision of <see cref="PreviewAsync"/>, and how it came about.</returns>
    /// <exception cref="OperationCanceledException">The token was cancelled before the decision.</exception>
    public async ValueTask<DecisionTrace> ExplainAsync(
        ToolCall call, bool withValues = false, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (_storeLedger is null)
            return Explain(call, withValues);

        var ruling = new StrongBox<Ruling>();
        var decision = await DecideInStoreAsync(call, previewOnly: true, _storeLedger, ruling, cancellationToken)
            .ConfigureAwait(false);
        return Trace(call, decision, ruling.Value, withValues);
    }

    /// <inheritdoc/>
    public bool IsVisible(string tool, in CallerContext caller)
    {
        ArgumentNullException.ThrowIfNull(tool);
        return PolicyOf(caller, Volatile.Read(ref _snapshot), out _)?.Plan.Shows(tool) ?? false;
    }

    /// <inheritdoc/>
    public CallerContext Resolve(in CallerContext caller)
    {
        if (caller.Server is null || caller.Grant is null)
            return caller;

        var handle = new CallerHandle(this, caller.Server, caller.Grant);
        return new(caller.Server, caller.Grant, caller.Session, caller.Facts, handle);
    }

    private PolicyDecision Decide(in ToolCall call, bool previewOnly, out Ruling ruling)
    {
        ruling = default;
        try
        {
            Judge(call, ref ruling);
            return IsFinal(ruling) ? Conclude(call, ruling) : Reserve(call, ref ruling, previewOnly);
        }
        catch (Exception exception) when (Faults.CanBeDenied(exception))
        {
            return Fail(call, ruling, Verdict.EngineFailed);
        }
    }

    private PolicyDecision Reserve(in ToolCall call, ref Ruling ruling, bool previewOnly)
    {
        const int MaxOnStack = 16;
        var limits = ruling.Tool!.Limits;
        Span<long> costs = limits.Length <= MaxOnStack ? stackalloc long[MaxOnStack] : new long[limits.Length];
        ruling.Verdict = ruling.Tool.FindCosts(call, costs);
        return ruling.Verdict is not null
            ? Conclude(call, ruling)
            : Conclude(call, ruling, _ledger.Reserve(limits, costs[..limits.Length], ruling.Caller, previewOnly));
    }

    private ValueTask<PolicyDecision> DecideAsync(in ToolCall call, bool previewOnly, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
            return ValueTask.FromCanceled<PolicyDecision>(cancellationToken);
        return _storeLedger is null
            ? ValueTask.FromResult(Decide(call, previewOnly, out _))
            : DecideInStoreAsync(call, previewOnly, _storeLedger, new(), cancellationToken);
    }

    private async ValueTask<PolicyDecision> DecideInStoreAsync(
        ToolCall call, bool previewOnly, StoreLedger ledger, StrongBox<Ruling> ruling, CancellationToken cancellationToken)
    {
        try
        {
            Judge(call, ref ruling.Value);
            if (IsFinal(ruling.Value))
                return Conclude(call, ruling.Value);

            var tool = ruling.Value.Tool!;
            var costs = new long[tool.Limits.Length];
            ruling.Value.Verdict = tool.FindCosts(call, costs);
            if (ruling.Value.Verdict is not null)
                return Conclude(call, ruling.Value);

            var outcome = await ledger
                .ReserveAsync(tool.Limits, costs, ruling.Value.Caller, previewOnly, cancellationToken)
                .ConfigureAwait(false);
            return outcome is { } known ? Conclude(call, ruling.Value, known) : Fail(call, ruling.Value, Verdict.StoreFailed);
        }
        catch (Exception exception) when (Faults.CanBeDenied(exception)
            && !(exception is OperationCanceledException && cancellationToken.IsCancellationRequested))
        {
            return Fail(call, ruling.Value, Verdict.EngineFailed);
        }
    }

    /// <summary>Steps 1 to 7 of a decision.</summary>
    private void Judge(in ToolCall call, ref Ruling ruling)
    {
        var snapshot = Volatile.Read(ref _snapshot);
        if (PolicyOf(call.Caller, snapshot, out var known) is not { } policy)
        {
            ruling.Verdict = Verdict.NoPolicy;
        }
        else if (!call.Arguments.IsWellFormed(_maxArgumentBytes))
        {
            ruling.Verdict = Verdict.InvalidCall;
        }
        else
        {
            var caller = call.Caller;
            ruling.Tool = policy.Plan.Find(call.Tool);
            ruling.IsShadow = policy.Plan.IsShadow && ruling.Tool.Always != Verdict.InvalidCall;
            ruling.Verdict = ruling.Tool.Judge(call, out ruling.Asking);
            ruling.Caller = new(caller.Server!, caller.Grant!, caller.Session, policy.Budgets, known);
        }
    }

    private static bool IsFinal(in Ruling ruling) => ruling.Verdict is not null || ruling.Tool!.Limits.Length == 0;

    private ServedPolicy? PolicyOf(in CallerContext caller, PolicySnapshot snapshot, out KnownCounters? known)
    {
        known = null;
        if (caller.Server is null || caller.Grant is null)
            return null;
        if (caller.Handle is not { } handle || handle.Owner != this)
            return snapshot.Find(caller.Server, caller.Grant);

        known = handle;
        return handle.Under(snapshot);
    }

    private static DecisionTrace Trace(in ToolCall call, in PolicyDecision decision, in Ruling ruling, bool withValues)
    {
        try
        {
            return ruling.Tool?.Explain(call, decision, withValues) ?? new(decision);
        }
        catch (Exception exception) when (Faults.CanBeDenied(exception))
        {
            return new(Fail(call, ruling, Verdict.EngineFailed));
        }
    }

    private static PolicyDecision Fail(in ToolCall call, in Ruling ruling, Verdict failure) =>
        new(new Finding(failure, call.Tool), ruling.IsShadow);

    private static PolicyDecision Conclude(in ToolCall call, in Ruling ruling) =>
        new(new Finding(ruling.Verdict ?? Verdict.Allowed, call.Tool, ruling.Tool, ruling.Asking), ruling.IsShadow);

    private static PolicyDecision Conclude(in ToolCall call, in Ruling ruling, in LimitOutcome outcome)
    {
        var limits = ruling.Tool!.LimitUses;
        var verdict = outcome.Refusal switch
        {
            LimitRefusal.None => Verdict.Allowed,
            LimitRefusal.RateLimited => limits[outcome.Index].RateLimited,
            _ => limits[outcome.Index].CounterCapacity,
        };
        return new(new Finding(verdict, call.Tool, ruling.Tool, outcome), ruling.IsShadow, outcome.Reservation);
    }
}
