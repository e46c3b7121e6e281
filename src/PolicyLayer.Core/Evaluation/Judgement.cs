namespace PolicyLayer.Core.Evaluation;

/// <summary>The result of a condition or a rule.</summary>
internal enum Judgement
{
    /// <summary>It holds.</summary>
    Holds,

    /// <summary>It does not hold.</summary>
    Fails,

    /// <summary>The value is there but cannot be judged, so nothing may be concluded from it.</summary>
    Mismatch,
}
