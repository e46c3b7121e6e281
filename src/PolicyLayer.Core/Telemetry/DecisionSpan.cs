using System.Diagnostics;

namespace PolicyLayer.Core.Telemetry;

/// <summary>What a trace tells of one decision.</summary>
internal static class DecisionSpan
{
    internal static void Describe(Activity span, in ToolCall call, in PolicyDecision decision, Policy? policy, ApprovalTrace? approval)
    {
        ref readonly var caller = ref call.CallerInPlace;
        var judged = decision.JudgedVerdict;
        span.SetTag("gen_ai.tool.name", CallText.Printable(CallText.Cut(call.Tool, DecisionObserver.LongestName)));
        span.SetTag("policylayer.server", CallText.Shown(caller.Server));
        span.SetTag("policylayer.grant", CallText.Shown(caller.Grant));
        span.SetTag("policylayer.session", CallText.Shown(caller.Session));
        span.SetTag("policylayer.policy.name", CallText.Shown(policy?.Name));
        span.SetTag("policylayer.policy.hash", policy is null ? null : Convert.ToHexStringLower(policy.Hash));
        span.SetTag("policylayer.outcome", EventWords.Of(decision.Outcome));
        span.SetTag("policylayer.code", judged.Code);
        span.SetTag("policylayer.rule", CallText.Printable(judged.Rule));
        span.SetTag("policylayer.shadow", decision.Shadow is not null);
        if (approval is not null)
        {
            span.SetTag("policylayer.approval.ticket", CallText.Printable(approval.Ticket));
            span.SetTag("policylayer.approval.answer", EventWords.Of(approval));
            span.SetTag("policylayer.approval.by", CallText.Shown(approval.By));
        }

        // A denial is a decision like any other; only where none could be made has something failed.
        if (judged.Code is not (DecisionCodes.EngineFailed or DecisionCodes.StoreFailed))
            return;

        span.SetTag("error.type", judged.Code);
        span.SetStatus(ActivityStatusCode.Error);
    }
}
