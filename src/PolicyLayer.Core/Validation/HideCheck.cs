using PolicyLayer.Core.Documents;
using PolicyLayer.Core.Evaluation;

namespace PolicyLayer.Core.Validation;

/// <summary>Checks the entries of <c>hide</c>, and whether they hide something that is listed.</summary>
internal static class HideCheck
{
    internal static void Run(PolicyDocument document, DiagnosticBag problems)
    {
        var hidden = new HashSet<string>(StringComparer.Ordinal);
        foreach (var entry in document.Hide)
        {
            if (!ToolName.IsValid(entry.Text))
                problems.AtValue(DiagnosticCodes.InvalidToolName, entry, ToolCheck.InvalidName(entry.Text), ToolCheck.NameHint);
            else if (!hidden.Add(entry.Text))
                problems.AtValue(
                    DiagnosticCodes.HiddenTwice, entry, $"Expected each tool once, found {Excerpt.Of(entry)} again.");
        }

        foreach (var tool in document.Tools)
        {
            if (!tool.Node.IsDuplicate && (hidden.Contains(tool.Name) || hidden.Contains(PolicyDocument.Wildcard)))
                WarnListed(tool, problems);
        }
    }

    private static void WarnListed(ToolDocument tool, DiagnosticBag problems) => problems.AtKey(
        DiagnosticCodes.HiddenAndListed, tool.Node,
        $"Expected a tool that can be called, found {Excerpt.Quote(tool.Name)}, which \"hide\" hides; it is denied.");
}
