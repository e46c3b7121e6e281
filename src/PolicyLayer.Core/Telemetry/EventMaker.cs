namespace PolicyLayer.Core.Telemetry;

/// <summary>Makes events, with as much in them as the options say.</summary>
internal sealed class EventMaker(DecisionEventOptions options, TimeProvider timeProvider)
{
    private readonly bool _withConditions = options.Conditions;
    private readonly bool _withAmounts = options.ChargedAmounts;

    internal DecisionEvent Make(in ToolCall call, in PolicyDecision decision, TimeSpan duration, ServedPolicy? policy)
    {
        ref readonly var caller = ref call.CallerInPlace;
        var time = timeProvider.GetUtcNow();
        var trace = Trace(call, decision);

        // There is a plan once the arguments have been found well-formed, and so bounded. Others are not looked at.
        var isWellFormed = decision.Plan is not null;
        return new(decision, _withAmounts ? null : UsageWithoutAmounts(decision))
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
            Limits = trace?.Limits.Where(static limit => limit.CostJudgement is not null).Select(Told).ToList(),
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

    // What is left of a budget, and when it is free again, tell what was charged as well.
    private LimitTrace Told(LimitTrace limit) => _withAmounts || limit.CostPath is null ? limit : limit.WithoutUsage();

    private static LimitUsage[] UsageWithoutAmounts(in PolicyDecision decision)
    {
        var uses = decision.Plan?.LimitUses ?? [];
        return [.. decision.JudgedUsage.Where((_, index) => !uses[index].IsCostFromArgument)];
    }
}
