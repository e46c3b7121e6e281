using PolicyLayer.Core.Risk;

namespace PolicyLayer.Gateway.Classify;

/// <summary>The words for risks, the same in every format.</summary>
internal static class RiskWords
{
    internal static string Severity(RiskSeverity severity) => severity switch
    {
        RiskSeverity.Low => "low",
        RiskSeverity.Medium => "medium",
        RiskSeverity.High => "high",
        _ => "critical",
    };

    internal static string Signal(RiskSignal signal) => signal switch
    {
        RiskSignal.ManyTargets => "many_targets",
        RiskSignal.Administrative => "administrative",
        RiskSignal.FreeFormCode => "free_form_code",
        RiskSignal.FilePath => "file_path",
        RiskSignal.Url => "url",
        RiskSignal.RawMarkup => "raw_markup",
        RiskSignal.Credentials => "credentials",
        _ => "many_parameters",
    };
}
