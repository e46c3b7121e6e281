namespace PolicyLayer.Core.Telemetry;

/// <summary>Makes events, with as much in them as the options say.</summary>
internal sealed class EventMaker(DecisionEventOptions options, TimeProvider timeProvider)
{
    private readonly bool _withConditions = options.Conditions;
    private readonly bool _withAmounts = options.ChargedAmounts;

    internal DecisionEvent Make(
        in ToolCall call, in PolicyDecision decision, TimeSpan duration, ServedPolicy? policy, ApprovalTrace? approval)
    {
        ref readonly var caller = ref call.CallerInPlace;
        var time = timeProvider.GetUtcNow();
        var trace = Trace(call, decision);

        // What a call was charged follows from what is left, be it this call or one before. A policy that is not certain any more
        // says of no limit that it tells nothing.
        bool[]? kept = _withAmounts ? null : policy?.LimitsWithoutAmounts(decision.Plan, caller.Server!) ?? [];

        // There is a plan once the arguments have been found well-formed, and so bounded. Others are not looked at.
        var isWellFormed = decision.Plan is not null;
        return new(decision, kept is null ? null : [.. decision.JudgedUsage.Where((_, index) => IsKept(kept, index))])
        {
            Id = Guid.CreateVersion7(time),
            Time = time,
            Duration = duration,
            Server = caller.Server,
            Grant = caller.Grant,
            Session = caller.Session,
            Tool = CallText.Cut(call.Tool, DecisionObserver.LongestName),
            ArgumentKeys = isWellFormed ? ArgumentKeys.Of(call.Arguments) : [],
            ArgumentCount = isWellFormed ? ArgumentKeys.Count(call.Arguments) : 0,
            PolicyName = policy?.Policy.Name,
            PolicyHash = policy is null ? null : Convert.ToHexStringLower(policy.Policy.Hash),
            PolicyVersion = policy?.Snapshot.Version,
            Rules = _withConditions ? Reached(trace?.Rules) : null,
            Approvals = _withConditions ? Reached(trace?.Approvals) : null,
            Approval = approval,
            Limits = trace?.Limits
                .Select((limit, index) => kept is null || IsKept(kept, index) ? limit : limit.WithoutUsage())
                .Where(static limit => limit.CostJudgement is not null)
                .ToList(),
        };
    }

    private DecisionTrace? Trace(in ToolCall call, in PolicyDecision decision)
    {
        if (!_withConditions && !_withAmounts)
            return null;
        try
        {
            return decision.Plan?.Explain(call, decision, withValues: false, _withAmounts) ?? new(decision);
        }
        catch (Exception exception) when (Faults.CanBeDenied(exception))
        {
            // What failed while the call was judged fails again. The event says so, and no more than that.
            return null;
        }
    }

    private static List<RuleTrace>? Reached(IReadOnlyList<RuleTrace>? rules) =>
        rules?.Where(static rule => rule.Judgement is not null).ToList();

    private static bool IsKept(bool[] kept, int index) => index < kept.Length && kept[index];
}
