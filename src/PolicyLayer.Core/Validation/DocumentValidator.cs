using PolicyLayer.Core.Documents;

namespace PolicyLayer.Core.Validation;

/// <summary>Checks a document: first its shape, then its meaning. Every check runs, so that all problems are found.</summary>
internal static class DocumentValidator
{
    internal static PolicyDocument Validate(DocumentNode root, PatternTable patterns, DiagnosticBag problems)
    {
        var shape = SchemaCheck.Run(root, problems);
        var document = new PolicyDocument(root);
        SupportedFeatures.Run(document, shape, problems);
        HideCheck.Run(document, problems);
        foreach (var tool in document.Tools)
        {
            ToolCheck.Run(tool, problems);
            RequirementCheck.Run(tool, problems);
            RuleCheck.Run(tool.Require, shape, problems);
            RuleCheck.Run(tool.DenyIf, shape, problems);
            PatternCheck.Run(tool.Require, patterns, problems);
            PatternCheck.Run(tool.DenyIf, patterns, problems);
        }

        LimitCheck.Run(document, shape, problems);
        SharedCounterCheck.Run(document, problems);
        return document;
    }
}
