namespace PolicyLayer.Core.Risk;

/// <summary>One piece of evidence: words of the tool, and the category that they speak for. Immutable.</summary>
/// <param name="Source">Where the words stand.</param>
/// <param name="Quote">The deciding words of it, in lower case and without punctuation.</param>
/// <param name="Category">The category that they speak for.</param>
public readonly record struct RiskEvidence(RiskEvidenceSource Source, string Quote, RiskCategory Category)
{
    /// <summary>The evidence on one line.</summary>
    /// <returns>Its source, the quoted words and the category.</returns>
    public override string ToString() => Source == RiskEvidenceSource.None
        ? $"no known word -> {Category}"
        : $"{Source switch
        {
            RiskEvidenceSource.Name => "name",
            RiskEvidenceSource.Description => "description",
            RiskEvidenceSource.Schema => "schema",
            _ => "annotations",
        }}: \"{Quote}\" -> {Category}";
}
