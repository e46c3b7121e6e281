using PolicyLayer.Core.Documents;

namespace PolicyLayer.Core.Validation;

/// <summary>Checks the names that stand in decisions and logs: nothing invisible may forge another line or name there.</summary>
internal static class NameCheck
{
    internal static void Run(DocumentNode? name, ShapeReport shape, DiagnosticBag problems)
    {
        if (name?.StringValue is { } text && !shape.IsFaulty(name) && text.Any(char.IsControl))
            problems.AtValue(DiagnosticCodes.InvalidName, name, $"Expected a name without control characters, found {Excerpt.Of(name)}.");
    }
}
