namespace PolicyLayer.Core.Risk;

/// <summary>A risk while it is being judged: evidence is added, and may raise it. Not for use by several threads.</summary>
internal sealed class RiskAssessment
{
    private readonly List<RiskEvidence> _evidence = [];

    internal RiskCategory Category { get; private set; }

    internal double Confidence { get; private set; }

    internal IReadOnlyList<RiskEvidence> Evidence => _evidence;

    internal void Decide(RiskCategory category, double confidence)
    {
        Category = category;
        Confidence = confidence;
    }

    internal void Add(RiskEvidenceSource source, Reading? reading)
    {
        if (reading is not null)
            _evidence.Add(new(source, reading.Quote, reading.Category));
    }

    /// <summary>Notes evidence, which decides where it is graver than what was known.</summary>
    internal void Raise(RiskEvidence evidence)
    {
        if (evidence.Category <= Category)
            return;

        _evidence.Add(evidence);
        Decide(evidence.Category, RaisedConfidence);
    }

    /// <summary>Notes evidence that the effect is milder than the verbs sound.</summary>
    internal void Lower(RiskEvidence evidence)
    {
        _evidence.Add(evidence);
        Decide(evidence.Category, LoweredConfidence);
    }

    private const double RaisedConfidence = 0.7;
    private const double LoweredConfidence = 0.6;
}
