using PolicyLayer.Core.Documents;
using PolicyLayer.Core.Evaluation;

namespace PolicyLayer.Core.Validation;

/// <summary>Checks the name of a tool, and whether its action leaves anything for its rules and limits to decide.</summary>
internal static class ToolCheck
{
    internal const string NameHint = "It takes 1 to 128 characters in normal form C, none of them invisible.";

    internal static void Run(ToolDocument tool, DiagnosticBag problems)
    {
        if (!ToolName.IsValid(tool.Name))
            problems.AtKey(DiagnosticCodes.InvalidToolName, tool.Node, InvalidName(tool.Name), NameHint);

        if (tool.Action?.StringValue != "deny")
            return;

        foreach (var key in (ReadOnlySpan<string>)["require", "deny_if", "require_approval_if", "limits", "rate_limit"])
        {
            if (tool.Node.Member(key) is { } unused)
                WarnUnused(unused, problems);
        }
    }

    internal static string InvalidName(string name) => $"Expected the name of a tool, found {Excerpt.Quote(name)}.";

    private static void WarnUnused(DocumentNode unused, DiagnosticBag problems) => problems.AtKey(
        DiagnosticCodes.NeverReached, unused,
        $"Expected nothing to decide beside \"action\": \"deny\", found \"{unused.Key}\", which is never reached.");
}
