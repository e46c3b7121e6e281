using PolicyLayer.Core.Limits;

namespace PolicyLayer.Core.Evaluation;

/// <summary>Everything a policy says about one tool, in the order in which it is judged. Immutable.</summary>
internal sealed class ToolPlan
{
    private readonly Verdict? _unlessStopped;
    private readonly MemberIndex? _members;

    /// <summary>A plan that decides every call the same way: hidden, or denied by its action.</summary>
    internal ToolPlan(Verdict always)
    {
        Always = always;
        Limits = LimitSet.Empty;
    }

    internal ToolPlan(RulePlan[] rules, RulePlan[] approvals, LimitUse[] limits, MemberIndex? members)
    {
        _members = members;
        Rules = rules;
        Approvals = approvals;
        LimitUses = limits;
        Limits = new(Array.ConvertAll(limits, static use => use.Limit));
        FixedCosts = Array.TrueForAll(limits, static use => use.FixedCost is not null)
            ? Array.ConvertAll(limits, static use => use.FixedCost!.Value)
            : null;
        _unlessStopped = limits.Length == 0 ? Verdict.Allowed : null;
    }

    /// <summary>The verdict on every call, or <see langword="null"/> if the rules and limits decide.</summary>
    internal Verdict? Always { get; }

    /// <summary>Whether a call can be allowed at all, at least once a person has approved it.</summary>
    internal bool CanAllow => Always is null && !Array.Exists(Rules, static rule => rule.StopsEverything);

    /// <summary>The rules that deny, in the order in which they are judged.</summary>
    internal RulePlan[] Rules { get; } = [];

    /// <summary>The rules that ask a person, in the order in which they are judged.</summary>
    internal RulePlan[] Approvals { get; } = [];

    /// <summary>The limits in the order in which they are reported.</summary>
    internal LimitSet Limits { get; }

    /// <summary>
    /// What every call costs each of <see cref="Limits"/>; <see langword="null"/> if that depends on the call, or cannot be charged.
    /// </summary>
    internal long[]? FixedCosts { get; }

    /// <summary>What belongs to <see cref="Limits"/>, index by index.</summary>
    internal LimitUse[] LimitUses { get; } = [];

    /// <summary>Steps 5 to 7 of a decision. No verdict means that only the limits are left to ask.</summary>
    /// <param name="call">The call.</param>
    /// <param name="asking">Which of <see cref="Approvals"/> ask.</param>
    internal Verdict? Judge(in ToolCall call, out RuleSelection asking)
    {
        asking = default;
        if (Always is not null)
            return Always;

        return Rules.Length + Approvals.Length == 0 ? _unlessStopped : JudgeRules(call, out asking);
    }

    /// <summary>Works out what a call costs each limit. The first verdict if it cannot be charged.</summary>
    internal Verdict? FindCosts(in ToolCall call, Span<long> costs)
    {
        for (var i = 0; i < LimitUses.Length; i++)
        {
            if (LimitUses[i].FindCost(call, out costs[i]) is { } verdict)
                return verdict;
        }

        return null;
    }

    /// <summary>The decision that the limits come to.</summary>
    internal Verdict VerdictOn(in LimitOutcome outcome) => outcome.Refusal switch
    {
        LimitRefusal.None => Verdict.Allowed,
        LimitRefusal.RateLimited => LimitUses[outcome.Index].RateLimited,
        LimitRefusal.Spent => LimitUses[outcome.Index].CostExceedsLimit,
        _ => LimitUses[outcome.Index].CounterCapacity,
    };

    /// <summary>
    /// Judges everything once more, one by one and in the same order, and says what was seen. What stands behind the one that
    /// decides is not reached.
    /// </summary>
    /// <param name="call">The call.</param>
    /// <param name="decision">What was decided.</param>
    /// <param name="withValues">Whether to tell what arguments and facts hold.</param>
    internal DecisionTrace Explain(in ToolCall call, in PolicyDecision decision, bool withValues) =>
        Explain(call, decision, withValues, withCosts: withValues);

    /// <inheritdoc cref="Explain(in ToolCall, in PolicyDecision, bool)"/>
    /// <param name="call">The call.</param>
    /// <param name="decision">What was decided.</param>
    /// <param name="withValues">Whether to tell what arguments and facts hold.</param>
    /// <param name="withCosts">Whether to tell costs that arguments say.</param>
    internal DecisionTrace Explain(in ToolCall call, in PolicyDecision decision, bool withValues, bool withCosts)
    {
        FoundMembers room = default;
        var judged = Look(call, room);
        var isReached = true;
        var rules = new RuleTrace[Rules.Length];
        for (var i = 0; i < rules.Length; i++)
        {
            rules[i] = isReached ? Rules[i].Explain(judged, withValues) : Rules[i].NotReached();
            isReached &= !rules[i].Stops;
        }

        // One rule that asks does not keep the others from asking, and none keeps a call with an approval from its limits.
        var isApproved = decision.JudgedVerdict.Code is not (DecisionCodes.ApprovalRequired or DecisionCodes.ApprovalInvalid);
        var approvals = new RuleTrace[Approvals.Length];
        for (var i = 0; i < approvals.Length; i++)
            approvals[i] = isReached ? Approvals[i].Explain(judged, withValues) : Approvals[i].NotReached();
        isReached &= isApproved || !Array.Exists(approvals, static rule => rule.Stops);

        var usage = decision.JudgedUsage;
        var limits = new LimitTrace[LimitUses.Length];
        for (var i = 0; i < limits.Length; i++)
        {
            LimitUsage? known = i < usage.Count ? usage[i] : null;
            limits[i] = isReached ? LimitUses[i].Explain(call, known, withCosts) : LimitUses[i].NotReached();
            isReached &= limits[i].CostJudgement == Judgement.Holds;
        }

        return new(decision, rules, approvals, limits);
    }

    /// <summary>Where each limit stands, in words.</summary>
    internal LimitUsage[] UsageOf(ReadOnlySpan<LimitState> states)
    {
        var usage = new LimitUsage[Limits.Length];
        for (var i = 0; i < usage.Length; i++)
        {
            var state = states[i];
            usage[i] = new(
                Limits[i].Counter, LimitUses[i].Pointer, state.Remaining, TimeSpan.FromMilliseconds(state.Reset));
        }

        return usage;
    }

    /// <summary>The pointers of some of <see cref="Approvals"/>.</summary>
    internal string[] RulesOf(RuleSelection asking) =>
        [.. Approvals.Where((_, index) => asking.Contains(index)).Select(static rule => rule.Verdict.Rule)];

    private Verdict? JudgeRules(in ToolCall call, out RuleSelection asking)
    {
        asking = default;
        FoundMembers room = default;
        var judged = Look(call, room);
        foreach (var rule in Rules)
        {
            if (rule.Stops(judged))
                return rule.Verdict;
        }

        return (Approvals.Length == 0 ? null : FindAsking(judged, out asking)) ?? _unlessStopped;
    }

    private JudgedCall Look(in ToolCall call, Span<FoundMember> room) =>
        _members is null ? new(call) : new(call, _members.Find(call.Arguments, room));

    // The first rule that asks gives the verdict; the others are noted for the person who is asked.
    private Verdict? FindAsking(in JudgedCall call, out RuleSelection asking)
    {
        asking = new(Approvals.Length);
        Verdict? first = null;
        for (var i = 0; i < Approvals.Length; i++)
        {
            if (!Approvals[i].Stops(call))
                continue;

            asking.Add(i);
            first ??= Approvals[i].Verdict;
        }

        return first;
    }
}
