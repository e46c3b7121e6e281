using Microsoft.Extensions.Logging;

namespace PolicyLayer.Core.Telemetry;

/// <summary>Writes decisions to the host's log. Nothing that a caller or a policy chose can write lines of its own there.</summary>
internal sealed class LogSink(ILogger logger) : IDecisionSink
{
    public bool IsEnabled(PolicyOutcome outcome) => outcome switch
    {
        PolicyOutcome.Allow => logger.IsEnabled(LogLevel.Debug),
        PolicyOutcome.Deny => logger.IsEnabled(LogLevel.Information) || logger.IsEnabled(LogLevel.Error),
        _ => logger.IsEnabled(LogLevel.Information),
    };

    public void Record(DecisionEvent decision)
    {
        var level = LevelOf(decision);
        if (!logger.IsEnabled(level))
            return;

        var tool = CallText.Printable(decision.Tool);
        var server = CallText.Shown(decision.Server);
        var grant = CallText.Shown(decision.Grant);
        var session = CallText.Shown(decision.Session);
        var keys = string.Join(", ", decision.ArgumentKeys.Select(CallText.Printable));
        var policy = CallText.Shown(decision.PolicyName);
        var (judged, code, rule, wait, message) = decision.Shadow is { } shadow
            ? (shadow.Outcome, shadow.Code, shadow.Rule, shadow.RetryAfter, shadow.Message)
            : (decision.Outcome, decision.Code, decision.Rule, decision.RetryAfter, decision.Message);
        var mode = decision.Shadow is { Outcome: not PolicyOutcome.Allow } ? "allowed in shadow mode, would have been " : "";
        var outcome = EventWords.Of(judged);
        rule = CallText.Printable(rule);
        var text = CallText.Printable(CallText.Cut(message, CallText.LongestShown));
        var (hash, id) = (decision.PolicyHash, decision.Id);
        var approval = InWords(decision.Approval);
        DecisionLog.Decided(
            logger, level, tool, server, grant, session, mode, outcome, code, rule, wait, text, keys, policy, hash, approval, id);
    }

    private static LogLevel LevelOf(DecisionEvent decision) => decision.JudgedCode switch
    {
        DecisionCodes.EngineFailed or DecisionCodes.StoreFailed => LogLevel.Error,
        _ when decision.JudgedOutcome == PolicyOutcome.Allow => LogLevel.Debug,
        _ => LogLevel.Information,
    };

    private static string InWords(ApprovalTrace? approval) => approval switch
    {
        null => "none",
        { By: { } by } => $"{CallText.Shown(approval.Ticket)} {EventWords.Of(approval)} by {CallText.Shown(by)}",
        _ => $"{CallText.Shown(approval.Ticket)} without an answer that was looked at",
    };
}
