using System.Runtime.CompilerServices;
using PolicyLayer.Core.Approvals;
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
    private readonly StoreDecisions? _inStore;
    private readonly ApprovalRequests _requests;
    private readonly Lock _updating = new();
    private PolicySnapshot _snapshot;

    /// <summary>Makes an evaluator.</summary>
    /// <param name="policies">Who has which policy.</param>
    /// <param name="options">Bounds; by default those of <see cref="PolicyEvaluatorOptions"/>.</param>
    /// <param name="timeProvider">The clock of the limits; by default the system's.</param>
    /// <param name="store">Where the counters live; by default in memory.</param>
    /// <param name="approvals">Where the tickets of calls are that wait for a person. Without it, no approval is valid.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    public PolicyEvaluator(
        PolicySet policies,
        PolicyEvaluatorOptions? options = null,
        TimeProvider? timeProvider = null,
        ICounterStore? store = null,
        IApprovalStore? approvals = null)
    {
        ArgumentNullException.ThrowIfNull(policies);
        options ??= new();
        options.ThrowIfOutOfRange();
        timeProvider ??= TimeProvider.System;

        _clock = new(timeProvider);
        _snapshot = new(policies, version: 0, _clock);
        _maxArgumentBytes = options.MaxArgumentBytes;
        _ledger = new(_clock, options.MaxLiveCounters, options.MaxLiveCountersPerGrant);
        _inStore = store is null ? null : new(this, new(store, options.StoreTimeout, timeProvider));
        _requests = new(options.ApprovalLifetime, timeProvider);
        Approved = new(this, approvals is null ? null : new(approvals, options.StoreTimeout, timeProvider));
    }

    /// <inheritdoc/>
    public event EventHandler? ListsChanged;

    /// <summary>
    /// Replaces the policy set. Calls that have begun finish under the old one; counters keep their usage, whether their
    /// maximum grows or shrinks. Those that start anew do so before this returns.
    /// </summary>
    /// <param name="policies">Who has which policy from now on.</param>
    /// <returns>The names of the counters that start anew because their window, scope or algorithm changed; empty if none does.</returns>
    public IReadOnlyList<string> Update(PolicySet policies)
    {
        ArgumentNullException.ThrowIfNull(policies);
        PolicySnapshot earlier;
        lock (_updating)
        {
            earlier = _snapshot;
            Volatile.Write(ref _snapshot, new(policies, earlier.Version + 1, _clock));
            _ledger.StartAnew(policies, earlier.Policies, earlier.Version + 1);
        }

        // Not under the lock: whoever hears of it may look at lists, or update once more.
        if (!policies.ListsAs(earlier.Policies))
            ListsChanged?.Invoke(this, EventArgs.Empty);
        return policies.CountersRestartedSince(earlier.Policies);
    }

    /// <inheritdoc/>
    public PolicyDecision Evaluate(in ToolCall call)
    {
        if (_inStore is not null)
            throw StoreLedger.SynchronousUse(nameof(Evaluate), nameof(EvaluateAsync));
        return Decide(call, previewOnly: false);
    }

    /// <inheritdoc/>
    public PolicyDecision Preview(in ToolCall call)
    {
        if (_inStore is not null)
            throw StoreLedger.SynchronousUse(nameof(Preview), nameof(PreviewAsync));
        return Decide(call, previewOnly: true);
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
        if (_inStore is not null)
            throw StoreLedger.SynchronousUse(nameof(Explain), nameof(ExplainAsync));

        return DecisionTrace.Of(call, Decide(call, previewOnly: true), withValues);
    }

    /// <inheritdoc/>
    public ValueTask<PolicyDecision> EvaluateAsync(ToolCall call, CancellationToken cancellationToken = default) =>
        DecideAsync(call, previewOnly: false, cancellationToken);

    /// <inheritdoc/>
    public async ValueTask<PolicyDecision> EvaluateApprovedAsync(
        ToolCall call, string approval, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(approval);
        return (await Approved.DecideAsync(call, approval, cancellationToken).ConfigureAwait(false)).Decision;
    }

    /// <inheritdoc/>
    public PolicyDecision DenyUnapproved(in ToolCall call, in PolicyDecision asked, ApprovalAnswer? answer, string? ticket = null) =>
        asked.ApprovalRequest is null ? asked : asked.WithoutApproval(answer);

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
        if (_inStore is null)
            return Explain(call, withValues);

        var decision = await _inStore.DecideAsync(call, Judge(call), previewOnly: true, cancellationToken).ConfigureAwait(false);
        return DecisionTrace.Of(call, decision, withValues);
    }

    /// <inheritdoc/>
    public bool IsVisible(string tool, in CallerContext caller)
    {
        ArgumentNullException.ThrowIfNull(tool);
        return PolicyOf(caller, Volatile.Read(ref _snapshot))?.Plan.Shows(tool) ?? false;
    }

    /// <inheritdoc/>
    public bool IsCallable(string tool, in CallerContext caller)
    {
        ArgumentNullException.ThrowIfNull(tool);
        return PolicyOf(caller, Volatile.Read(ref _snapshot))?.Plan.CanAllow(tool) ?? false;
    }

    /// <inheritdoc/>
    public CallerContext Resolve(in CallerContext caller)
    {
        if (caller.Server is null || caller.Grant is null)
            return caller;

        var handle = new CallerHandle(this, caller.Server, caller.Grant);
        return new(caller.Server, caller.Grant, caller.Session, caller.Facts, handle);
    }

    internal ApprovedDecisions Approved { get; }

    /// <summary>Decides a call that was judged.</summary>
    internal ValueTask<PolicyDecision> DecideAsync(in ToolCall call, in Ruling ruling, CancellationToken cancellationToken) =>
        _inStore?.DecideAsync(call, ruling, previewOnly: false, cancellationToken)
            ?? ValueTask.FromResult(Decide(call, ruling, previewOnly: false));

    /// <summary>Decides a call that was judged, on the counters in memory.</summary>
    internal PolicyDecision Decide(in ToolCall call, in Ruling ruling, bool previewOnly) =>
        ruling.Verdict is { } verdict ? new(verdict, call.Tool, ruling) : DecideByLimits(call, ruling, previewOnly);

    internal Caller CallerOf(in ToolCall call, in Ruling ruling)
    {
        ref readonly var caller = ref call.CallerInPlace;
        return new(caller.Server!, caller.Grant!, caller.Session, ruling.Policy!.Budgets, HandleOf(caller));
    }

    private PolicyDecision Decide(in ToolCall call, bool previewOnly)
    {
        // What may fail stands in methods that return little: a decision made within a try would be copied out of it.
        var ruling = Judge(call);
        if (ruling.Asks && !previewOnly)
            AskApproval(call, ref ruling);
        return ruling.Verdict is { } verdict ? new(verdict, call.Tool, ruling) : DecideByLimits(call, ruling, previewOnly);
    }

    private PolicyDecision DecideByLimits(in ToolCall call, in Ruling ruling, bool previewOnly)
    {
        if (ruling.Tool!.Limits.Length > 1)
            return DecideBySeveralLimits(call, ruling, previewOnly);

        var state = default(LimitState);
        var states = new Span<LimitState>(ref state);
        var outcome = default(LimitOutcome);
        var verdict = Reserve(call, ruling, previewOnly, ref states, ref outcome);
        return new(verdict, call.Tool, ruling, outcome, states);
    }

    private PolicyDecision DecideBySeveralLimits(in ToolCall call, in Ruling ruling, bool previewOnly)
    {
        const int MaxOnStack = 8;
        var count = ruling.Tool!.Limits.Length;
        Span<LimitState> states = count <= MaxOnStack ? stackalloc LimitState[MaxOnStack] : new LimitState[count];
        states = states[..count];
        var outcome = default(LimitOutcome);
        var verdict = Reserve(call, ruling, previewOnly, ref states, ref outcome);
        return new(verdict, call.Tool, ruling, outcome, states);
    }

    /// <summary>Steps 1 to 7 of a decision.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal Ruling Judge(in ToolCall call)
    {
        var snapshot = Volatile.Read(ref _snapshot);
        Verdict? verdict;
        ToolPlan? tool = null;
        ServedPolicy? policy = null;
        RuleSelection asking = default;
        var isShadow = false;
        try
        {
            policy = PolicyOf(call.CallerInPlace, snapshot);
            if (policy is null)
            {
                verdict = Verdict.NoPolicy;
            }
            else if (!call.Arguments.IsWellFormed(_maxArgumentBytes))
            {
                verdict = Verdict.InvalidCall;
            }
            else
            {
                tool = policy.Plan.Find(call.Tool);
                isShadow = policy.Plan.IsShadow && !ReferenceEquals(tool.Always, Verdict.InvalidCall);
                verdict = tool.Judge(call, out asking);
            }
        }
        catch (Exception exception) when (Faults.CanBeDenied(exception))
        {
            verdict = Verdict.EngineFailed;
        }

        return new(verdict, tool, isShadow, policy, asking);
    }

    // Beside the way of most calls, so that it makes no room on their stack.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void AskApproval(in ToolCall call, ref Ruling ruling)
    {
        try
        {
            ruling = ruling with { Request = _requests.Make(call, ruling) };
        }
        catch (Exception exception) when (Faults.CanBeDenied(exception))
        {
            ruling = ruling with { Verdict = Verdict.EngineFailed };
        }
    }

    /// <summary>Step 8, on the counters in memory.</summary>
    /// <param name="call">The call.</param>
    /// <param name="ruling">What is known about it.</param>
    /// <param name="previewOnly">Whether to look only.</param>
    /// <param name="states">Room for where each limit stands; none are left if they could not be asked.</param>
    /// <param name="outcome">What they say.</param>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private Verdict Reserve(
        in ToolCall call, in Ruling ruling, bool previewOnly, ref Span<LimitState> states, ref LimitOutcome outcome)
    {
        try
        {
            var tool = ruling.Tool!;
            var caller = CallerOf(call, ruling);
            if (tool.FixedCosts is { } costs)
            {
                _ledger.Reserve(tool.Limits, costs, caller, previewOnly, states, ref outcome);
            }
            else if (ReserveByArguments(call, tool, caller, previewOnly, states, ref outcome) is { } uncharged)
            {
                states = default;
                return uncharged;
            }

            return tool.VerdictOn(outcome);
        }
        catch (Exception exception) when (Faults.CanBeDenied(exception))
        {
            states = default;
            outcome = default;
            return Verdict.EngineFailed;
        }
    }

    private Verdict? ReserveByArguments(
        in ToolCall call, ToolPlan tool, in Caller caller, bool previewOnly, Span<LimitState> states, ref LimitOutcome outcome)
    {
        const int MaxOnStack = 16;
        var count = tool.Limits.Length;
        Span<long> costs = count <= MaxOnStack ? stackalloc long[MaxOnStack] : new long[count];
        costs = costs[..count];
        var uncharged = tool.FindCosts(call, costs);
        if (uncharged is null)
            _ledger.Reserve(tool.Limits, costs, caller, previewOnly, states, ref outcome);
        return uncharged;
    }

    private ValueTask<PolicyDecision> DecideAsync(in ToolCall call, bool previewOnly, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
            return ValueTask.FromCanceled<PolicyDecision>(cancellationToken);
        if (_inStore is null)
            return ValueTask.FromResult(Decide(call, previewOnly));

        var ruling = Judge(call);
        if (ruling.Asks && !previewOnly)
            AskApproval(call, ref ruling);
        return _inStore.DecideAsync(call, ruling, previewOnly, cancellationToken);
    }

    /// <summary>The policy that a call of the caller would be decided by now.</summary>
    internal ServedPolicy? PolicyOf(in CallerContext caller) => PolicyOf(caller, Volatile.Read(ref _snapshot));

    private ServedPolicy? PolicyOf(in CallerContext caller, PolicySnapshot snapshot)
    {
        if (caller.Server is null || caller.Grant is null)
            return null;
        return HandleOf(caller) is { } handle ? handle.Under(snapshot) : snapshot.Find(caller.Server, caller.Grant);
    }

    // To any other evaluator, a handle says nothing.
    private CallerHandle? HandleOf(in CallerContext caller) =>
        caller.Handle is { } handle && ReferenceEquals(handle.Owner, this) ? handle : null;
}
