namespace PolicyLayer.Core;

/// <summary>How bad a problem of a policy document is.</summary>
public enum DiagnosticSeverity
{
    /// <summary>The document is not used.</summary>
    Error = 0,

    /// <summary>The document is used, but likely does not say what was meant.</summary>
    Warning = 1,
}
