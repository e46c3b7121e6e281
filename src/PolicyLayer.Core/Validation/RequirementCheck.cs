using PolicyLayer.Core.Documents;

namespace PolicyLayer.Core.Validation;

/// <summary>Warns of requirements that require nothing.</summary>
internal static class RequirementCheck
{
    internal static void Run(IReadOnlyList<RuleDocument> rules, DiagnosticBag problems)
    {
        foreach (var rule in rules)
        {
            // Beside a condition, the empty list is half of a rule in both forms, which is reported as that.
            var isBoth = ConditionDocument.Keys.Any(key => rule.Node.Member(key) is not null);
            if (!isBoth && rule.ConditionList is { Kind: DocumentNodeKind.Array, Elements: [] } empty)
                Warn(empty, problems);
        }
    }

    private static void Warn(DocumentNode empty, DiagnosticBag problems) => problems.AtValue(
        DiagnosticCodes.AlwaysHolds, empty, "Expected a requirement, found an empty list, which always holds.");
}
