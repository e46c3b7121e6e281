namespace PolicyLayer.Core.Risk;

/// <summary>Where the words stand that decided.</summary>
public enum RiskEvidenceSource
{
    /// <summary>In the tool's name.</summary>
    Name = 0,

    /// <summary>In its description.</summary>
    Description = 1,

    /// <summary>In the schema of its arguments.</summary>
    Schema = 2,

    /// <summary>In its annotations, which are claims of the server.</summary>
    Annotations = 3,

    /// <summary>Nowhere: no known word was found, and the cautious default decided.</summary>
    None = 4,
}
