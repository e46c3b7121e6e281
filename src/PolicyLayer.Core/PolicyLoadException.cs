namespace PolicyLayer.Core;

/// <summary>A policy document has errors.</summary>
public sealed class PolicyLoadException : Exception
{
    /// <summary>Makes the exception.</summary>
    /// <param name="diagnostics">Every problem of the document.</param>
    public PolicyLoadException(IReadOnlyList<PolicyDiagnostic> diagnostics)
        : base(Describe(diagnostics)) => Diagnostics = diagnostics;

    /// <summary>Every problem of the document, once, in its order.</summary>
    public IReadOnlyList<PolicyDiagnostic> Diagnostics { get; }

    private static string Describe(IReadOnlyList<PolicyDiagnostic> diagnostics)
    {
        ArgumentNullException.ThrowIfNull(diagnostics);
        return "The policy document is not valid:" + Environment.NewLine + string.Join(Environment.NewLine, diagnostics);
    }
}
