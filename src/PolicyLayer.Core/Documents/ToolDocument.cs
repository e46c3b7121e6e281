namespace PolicyLayer.Core.Documents;

/// <summary>What a policy says about one tool, as written.</summary>
internal sealed class ToolDocument(DocumentNode node)
{
    internal DocumentNode Node => node;

    internal string Name { get; } = node.Key!;

    internal DocumentNode? Action { get; } = node.Member("action");

    internal string? Reason { get; } = node.Member("reason")?.StringValue;

    internal IReadOnlyList<RuleDocument> Require { get; } = RuleDocument.ListOf(node, "require");

    internal IReadOnlyList<RuleDocument> DenyIf { get; } = RuleDocument.ListOf(node, "deny_if");

    internal IReadOnlyList<RuleDocument> RequireApprovalIf { get; } = RuleDocument.ListOf(node, "require_approval_if");

    internal IReadOnlyList<LimitDocument> Limits { get; } = LimitDocument.ListOf(node);

    internal LimitDocument? RateLimit { get; } = node.Member("rate_limit") is { } limit ? new(limit) : null;
}
