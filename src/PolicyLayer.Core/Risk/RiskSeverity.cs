namespace PolicyLayer.Core.Risk;

/// <summary>How grave a wrong call would be. It follows from the category alone.</summary>
public enum RiskSeverity
{
    /// <summary>Nothing changes.</summary>
    Low = 0,

    /// <summary>What changes can be taken back.</summary>
    Medium = 1,

    /// <summary>The effect reaches beyond the call.</summary>
    High = 2,

    /// <summary>There is no way back, or money moves.</summary>
    Critical = 3,
}
