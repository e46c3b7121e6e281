namespace PolicyLayer.Core.Documents;

/// <summary>What a policy says about every tool, as written; empty if it says nothing.</summary>
internal sealed class AllToolsDocument(DocumentNode? node)
{
    internal IReadOnlyList<RuleDocument> Require { get; } = RuleDocument.ListOf(node, "require");

    internal IReadOnlyList<RuleDocument> DenyIf { get; } = RuleDocument.ListOf(node, "deny_if");

    internal IReadOnlyList<LimitDocument> Limits { get; } = LimitDocument.ListOf(node);
}
