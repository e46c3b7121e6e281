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

        _snapshot = new(policies, version: 0);
        _maxArgumentBytes = options.MaxArgumentBytes;
        _ledger = new(new(timeProvider), options.MaxLiveCounters, options.MaxLiveCountersPerGrant);
        _storeLedger = store is null ? null : new(store, options.StoreTimeout, timeProvider);
    }

    /// <summary>
    /// Replaces the policy set. Calls that have begun finish under the old one; counters keep their usage, whether their
    /// maximum grows or shrinks.
    /// </summary>
    /// <param name="policies">Who has which policy from now on.</param>
    /// <returns>The names of the counters that start anew because their window or scope changed; empty if none does.</returns>
    public IReadOnlyList<string> Update(PolicySet policies)
    {
        ArgumentNullException.ThrowIfNull(policies);
        lock (_updating)
        {
            var earlier = _snapshot;
            Volatile.Write(ref _snapshot, new(policies, earlier.Version + 1));
            return policies.CountersRestartedSince(earlier.Policies);
        }
    }

    /// <inheritdoc/>
    public PolicyDecision Evaluate(in ToolCall call)
    {
        if (_storeLedger is not null)
            throw StoreLedger.SynchronousUse(nameof(Evaluate), nameof(EvaluateAsync));
        return Decide(call, previewOnly: false);
    }

    /// <inheritdoc/>
    public PolicyDecision Preview(in ToolCall call)
    {
        if (_storeLedger is not null)
            throw StoreLedger.SynchronousUse(nameof(Preview), nameof(PreviewAsync));
        return Decide(call, previewOnly: true);
    }

    /// <inheritdoc/>
    public ValueTask<PolicyDecision> EvaluateAsync(ToolCall call, CancellationToken cancellationToken = default) =>
        DecideAsync(call, previewOnly: false, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<PolicyDecision> PreviewAsync(ToolCall call, CancellationToken cancellationToken = default) =>
        DecideAsync(call, previewOnly: true, cancellationToken);

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

    private PolicyDecision Decide(in ToolCall call, bool previewOnly)
    {
        try
        {
            var verdict = Judge(call, out var tool, out var caller);
            return verdict is not null ? new(verdict, call.Tool)
                : tool!.Limits.Length == 0 ? new(Verdict.Allowed, call.Tool)
                : Conclude(call, tool, _ledger.Reserve(tool.Limits, caller, previewOnly));
        }
        catch (Exception exception) when (Faults.CanBeDenied(exception))
        {
            return new(Verdict.EngineFailed, call.Tool);
        }
    }

    private ValueTask<PolicyDecision> DecideAsync(in ToolCall call, bool previewOnly, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
            return ValueTask.FromCanceled<PolicyDecision>(cancellationToken);
        return _storeLedger is null
            ? ValueTask.FromResult(Decide(call, previewOnly))
            : DecideInStoreAsync(call, previewOnly, _storeLedger, cancellationToken);
    }

    private async ValueTask<PolicyDecision> DecideInStoreAsync(
        ToolCall call, bool previewOnly, StoreLedger ledger, CancellationToken cancellationToken)
    {
        try
        {
            var verdict = Judge(call, out var tool, out var caller);
            if (verdict is not null)
                return new(verdict, call.Tool);
            if (tool!.Limits.Length == 0)
                return new(Verdict.Allowed, call.Tool);

            var outcome = await ledger.ReserveAsync(tool.Limits, caller, previewOnly, cancellationToken).ConfigureAwait(false);
            return outcome is { } known ? Conclude(call, tool, known) : new(Verdict.StoreFailed, call.Tool);
        }
        catch (Exception exception) when (Faults.CanBeDenied(exception) && !cancellationToken.IsCancellationRequested)
        {
            return new(Verdict.EngineFailed, call.Tool);
        }
    }

    /// <summary>Steps 1 to 7 of a decision. No verdict means that only the tool's limits are left to ask.</summary>
    private Verdict? Judge(in ToolCall call, out ToolPlan? tool, out Caller caller)
    {
        tool = null;
        caller = default;
        var snapshot = Volatile.Read(ref _snapshot);
        if (PolicyOf(call.Caller, snapshot, out var resolved) is not { } policy)
            return Verdict.NoPolicy;
        if (!call.Arguments.IsWellFormed(_maxArgumentBytes))
            return Verdict.InvalidCall;

        tool = policy.Plan.Find(call.Tool);
        if (tool.Always is not null)
            return tool.Always;

        foreach (var rule in tool.Rules)
        {
            if (rule.Denies(call))
                return rule.Verdict;
        }

        caller = new(call.Caller.Server!, call.Caller.Grant!, call.Caller.Session, snapshot.Version, resolved?.Counters);
        return null;
    }

    private Policy? PolicyOf(in CallerContext caller, PolicySnapshot snapshot, out ResolvedCaller? resolved)
    {
        resolved = null;
        if (caller.Server is null || caller.Grant is null)
            return null;
        if (caller.Handle is not { } handle || handle.Owner != this)
            return snapshot.Policies.Find(caller.Server, caller.Grant);

        resolved = handle.Under(snapshot);
        return resolved.Policy;
    }

    private static PolicyDecision Conclude(in ToolCall call, ToolPlan tool, in LimitOutcome outcome)
    {
        var verdict = outcome.Refusal switch
        {
            LimitRefusal.None => Verdict.Allowed,
            LimitRefusal.RateLimited => tool.LimitUses[outcome.Index].RateLimited,
            LimitRefusal.CostExceedsLimit => tool.LimitUses[outcome.Index].CostExceedsLimit,
            _ => tool.LimitUses[outcome.Index].CounterCapacity,
        };
        return new(verdict, call.Tool, tool, outcome.States, outcome.RetryAfter, outcome.Reservation);
    }
}
