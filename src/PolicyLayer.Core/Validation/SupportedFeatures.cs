using PolicyLayer.Core.Documents;

namespace PolicyLayer.Core.Validation;

/// <summary>Refuses the parts of the format that this version does not build yet: none of them is ever ignored.</summary>
internal static class SupportedFeatures
{
    internal static void Run(PolicyDocument document, DiagnosticBag problems)
    {
        RefuseKeys(document.Node, ["mode"], problems);
        foreach (var tool in document.Tools)
        {
            RefuseKeys(tool.Node, ["require_approval_if"], problems);
            if (tool.Action?.StringValue == "require_approval")
                Refuse(tool.Action, problems);
        }
    }

    private static void RefuseKeys(DocumentNode holder, ReadOnlySpan<string> keys, DiagnosticBag problems)
    {
        foreach (var key in keys)
        {
            if (holder.Member(key) is { } member)
                problems.AtKey(DiagnosticCodes.NotSupported, member, Message($"\"{key}\""));
        }
    }

    private static void Refuse(DocumentNode value, DiagnosticBag problems) =>
        problems.AtValue(DiagnosticCodes.NotSupported, value, Message(Excerpt.Of(value)));

    private static string Message(string feature) =>
        $"{feature} is part of format version 1 but not supported by this version yet.";
}
