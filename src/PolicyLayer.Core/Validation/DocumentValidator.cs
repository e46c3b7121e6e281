using System.Diagnostics.CodeAnalysis;
using PolicyLayer.Core.Documents;

namespace PolicyLayer.Core.Validation;

/// <summary>Checks a document: first its shape, then its meaning. Every check runs, so that all problems are found.</summary>
[RequiresUnreferencedCode(SchemaReflection.Trimmed)]
[RequiresDynamicCode(SchemaReflection.Compiled)]
internal static class DocumentValidator
{
    internal static PolicyDocument Validate(DocumentNode root, PatternTable patterns, DiagnosticBag problems)
    {
        var shape = SchemaCheck.Run(root, problems);
        var document = new PolicyDocument(root);
        HideCheck.Run(document, problems);
        foreach (var tool in document.Tools)
            ToolCheck.Run(tool, problems);

        foreach (var rules in document.Requirements)
        {
            RequirementCheck.Run(rules, problems);
            ContradictionCheck.Run(rules, isRequirement: true, problems);
        }

        foreach (var rules in document.Objections)
            ContradictionCheck.Run(rules, isRequirement: false, problems);

        foreach (var rules in document.Requirements.Concat(document.Objections))
        {
            RuleCheck.Run(rules, shape, problems);
            PatternCheck.Run(rules, patterns, problems);
        }

        LimitCheck.Run(document, shape, problems);
        AllToolsCounterCheck.Run(document, shape, problems);
        SharedCounterCheck.Run(document, shape, problems);
        return document;
    }
}
