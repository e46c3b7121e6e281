using Microsoft.Extensions.Logging;

namespace PolicyLayer.Core.DependencyInjection;

/// <summary>Tells the operator what came of reloads, and each thing once: a problem that stays is not repeated.</summary>
internal sealed class ReloadReport(ILogger<LivePolicies> logger)
{
    private string _problems = "";
    private HashSet<string> _warnings = [];

    internal void InForce(IReadOnlyList<LoadedDocument> documents)
    {
        var warnings = documents.SelectMany(document => document.Warnings).ToHashSet();
        foreach (var warning in warnings.Except(_warnings))
            ReloadLog.Doubtful(logger, warning);
        _warnings = warnings;
    }

    internal void Reloaded(IReadOnlyList<string> restartedCounters)
    {
        ReloadLog.Reloaded(logger);
        if (restartedCounters.Count > 0)
            ReloadLog.CountersStartAnew(logger, string.Join(", ", restartedCounters));
    }

    internal void Refused(IEnumerable<string> problems, Exception? exception = null)
    {
        var text = string.Join(Environment.NewLine, problems);
        if (text.Length > 0 && text != _problems)
            ReloadLog.Refused(logger, text, exception);
        _problems = text;
    }
}
