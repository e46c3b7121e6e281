namespace PolicyLayer.Core.Risk;

/// <summary>The risk of one tool, and why. Immutable and safe to share.</summary>
public sealed class ToolRisk
{
    internal ToolRisk(
        string tool,
        RiskCategory category,
        double confidence,
        IReadOnlyList<RiskEvidence> evidence,
        IReadOnlyList<RiskSignal> signals)
    {
        Tool = tool;
        Category = category;
        Confidence = confidence;
        Evidence = evidence;
        Signals = signals;
    }

    /// <summary>The tool's name.</summary>
    public string Tool { get; }

    /// <summary>What a call does. Where several categories apply, the gravest.</summary>
    public RiskCategory Category { get; }

    /// <summary>How grave a wrong call would be.</summary>
    public RiskSeverity Severity => Category switch
    {
        RiskCategory.Read => RiskSeverity.Low,
        RiskCategory.Write => RiskSeverity.Medium,
        RiskCategory.Execute => RiskSeverity.High,
        _ => RiskSeverity.Critical,
    };

    /// <summary>How sure the rules are, from 0 to 1. It orders results; it is not a probability that was measured.</summary>
    public double Confidence { get; }

    /// <summary>The words that decided; what the name says comes first.</summary>
    public IReadOnlyList<RiskEvidence> Evidence { get; }

    /// <summary>What else is worth knowing, in the order of <see cref="RiskSignal"/>.</summary>
    public IReadOnlyList<RiskSignal> Signals { get; }
}
