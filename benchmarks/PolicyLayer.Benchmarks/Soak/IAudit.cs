namespace PolicyLayer.Benchmarks.Soak;

/// <summary>Looks for admissions that should not have been.</summary>
internal interface IAudit
{
    /// <summary>Looks at the next admission.</summary>
    /// <param name="admission">The admission. None before it ended later.</param>
    /// <returns>Whether there were too many with it, for certain.</returns>
    bool IsViolatedBy(in Admission admission);
}
