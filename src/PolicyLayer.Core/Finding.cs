using PolicyLayer.Core.Evaluation;
using PolicyLayer.Core.Limits;

namespace PolicyLayer.Core;

/// <summary>
/// What judging one call came to. Texts and lists are built when they are read. Immutable; the default is a denial.
/// </summary>
internal readonly struct Finding
{
    private readonly Verdict? _verdict;
    private readonly string? _tool;
    private readonly ToolPlan? _plan;
    private readonly RuleSelection _asking;
    private readonly LimitStates _limits;
    private readonly long _retryAfterMilliseconds;

    internal Finding(Verdict verdict, string tool, ToolPlan? plan = null, RuleSelection asking = default)
    {
        _verdict = verdict;
        _tool = tool;
        _plan = plan;
        _asking = asking;
    }

    internal Finding(Verdict verdict, string tool, ToolPlan plan, in LimitOutcome outcome)
        : this(verdict, tool, plan)
    {
        _limits = outcome.States;
        _retryAfterMilliseconds = outcome.RetryAfter;
    }

    internal Verdict Verdict => _verdict ?? Verdict.EngineFailed;

    internal string Message => DecisionMessage.For(Verdict, _tool, RetryAfter);

    internal TimeSpan? RetryAfter =>
        Verdict.Outcome == PolicyOutcome.RateLimited ? TimeSpan.FromMilliseconds(_retryAfterMilliseconds) : null;

    internal ApprovalRequest? ApprovalRequest =>
        Verdict.Outcome == PolicyOutcome.ApprovalRequired ? new(_tool!, [.. RulesThatAsk()], Message) : null;

    internal LimitUsage[] ToUsage()
    {
        var usage = new LimitUsage[_limits.Count];
        for (var i = 0; i < usage.Length; i++)
        {
            var use = _plan!.LimitUses[i];
            var state = _limits[i];
            usage[i] = new(use.Limit.Counter, use.Pointer, state.Remaining, TimeSpan.FromMilliseconds(state.Reset));
        }

        return usage;
    }

    private IEnumerable<string> RulesThatAsk()
    {
        for (var i = 0; i < _plan!.Approvals.Length; i++)
        {
            if (_asking.Contains(i))
                yield return _plan.Approvals[i].Verdict.Rule;
        }
    }
}
