namespace PolicyLayer.Core.Documents;

/// <summary>What a policy says about one tool, as written.</summary>
internal sealed class ToolDocument(DocumentNode node)
{
    internal DocumentNode Node => node;

    internal string Name { get; } = node.Key!;

    internal DocumentNode? Action { get; } = node.Member("action");

    internal string? Reason { get; } = node.Member("reason")?.StringValue;

    internal IReadOnlyList<RuleDocument> Require { get; } = RulesOf(node, "require");

    internal IReadOnlyList<RuleDocument> DenyIf { get; } = RulesOf(node, "deny_if");

    internal IReadOnlyList<LimitDocument> Limits { get; } =
        [.. (node.Member("limits")?.Elements ?? []).Select(static limit => new LimitDocument(limit))];

    internal LimitDocument? RateLimit { get; } = node.Member("rate_limit") is { } limit ? new(limit) : null;

    private static RuleDocument[] RulesOf(DocumentNode tool, string key) =>
    [
        .. (tool.Member(key)?.Elements ?? [])
            .Where(static rule => rule.Kind == DocumentNodeKind.Object)
            .Select(static rule => new RuleDocument(rule)),
    ];
}
