using System.Globalization;

namespace PolicyLayer.Gateway.Explain;

/// <summary>Puts a recorded event into words.</summary>
internal static class EventLines
{
    internal static TraceView Of(RecordedEvent recorded)
    {
        var judged = recorded.Decision.Shadow ?? recorded.Decision;
        return new(
            recorded.Tool,
            recorded.Decision.Shadow is not null,
            judged.Outcome,
            judged.Code,
            judged.Rule,
            judged.Message,
            recorded.Rules ?? [],
            recorded.Approvals ?? [],
            recorded.Limits ?? [])
        {
            Origin = [.. Origin(recorded)],
        };
    }

    internal static string Of(RecordedLoss loss) =>
        string.Create(CultureInfo.InvariantCulture, $"{loss.Count} events are missing before {Moment(loss.Time)}: they were dropped.");

    private static IEnumerable<string> Origin(RecordedEvent recorded)
    {
        var session = recorded.Session is null ? "" : $", session {recorded.Session}";
        yield return $"event {recorded.Id} at {Moment(recorded.Time)}";
        yield return recorded.Grant is null
            ? "called by nobody whom the host vouched for"
            : $"called by {recorded.Grant} on {recorded.Server}{session}";
        yield return recorded.Policy is { } policy
            ? string.Create(CultureInfo.InvariantCulture, $"policy {policy.Name}, version {policy.Version}, hash {policy.Hash}")
            : "policy not known";
        yield return Arguments(recorded);
        if (recorded.Approval is { } approval)
            yield return $"approval {approval.Ticket}: {Answer(approval)}";
        if (recorded.Rules is null)
            yield return "rules and conditions were not recorded";
    }

    private static string Answer(RecordedApproval approval) =>
        (approval.Answer ?? "without an answer that was looked at") + (approval.By is { } by ? $" by {by}" : "");

    private static string Arguments(RecordedEvent recorded)
    {
        if (recorded.ArgumentKeys.Count == 0)
            return "no arguments known";

        var missing = recorded.ArgumentCount - recorded.ArgumentKeys.Count;
        var more = missing > 0 ? string.Create(CultureInfo.InvariantCulture, $" and {missing} more") : "";
        return $"arguments {string.Join(", ", recorded.ArgumentKeys)}{more}";
    }

    private static string Moment(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.FFFFFFFK", CultureInfo.InvariantCulture);
}
