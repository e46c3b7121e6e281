using PolicyLayer.Core.Documents;

namespace PolicyLayer.Core.Validation;

/// <summary>Checks the names that stand in decisions and logs, where a control character could forge another line.</summary>
internal static class NameCheck
{
    internal static void Run(DocumentNode? name, ShapeReport shape, DiagnosticBag problems)
    {
        if (name?.StringValue is { } text && text.Any(char.IsControl) && shape.MarkFaulty(name))
        {
            problems.AtValue(
                DiagnosticCodes.InvalidName, name, $"Expected a name without control characters, found {Excerpt.Of(name)}.");
        }
    }
}
