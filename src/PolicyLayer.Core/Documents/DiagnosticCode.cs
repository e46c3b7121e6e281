namespace PolicyLayer.Core.Documents;

/// <summary>A kind of problem. Its number never changes its meaning and is never used again. Immutable.</summary>
/// <param name="Id">The stable code, such as <c>PL0101</c>.</param>
/// <param name="Severity">Whether a document with it can be used.</param>
internal sealed record DiagnosticCode(string Id, DiagnosticSeverity Severity);
