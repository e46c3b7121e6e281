using PolicyLayer.Core;

namespace PolicyLayer.Gateway.Validate;

/// <summary>The words for how bad a problem is, the same in every format.</summary>
internal static class SeverityWord
{
    internal static string Of(DiagnosticSeverity severity) => severity == DiagnosticSeverity.Error ? "error" : "warning";
}
