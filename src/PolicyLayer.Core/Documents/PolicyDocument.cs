namespace PolicyLayer.Core.Documents;

/// <summary>A policy as written. What has the wrong shape reads as absent, so that all problems can be found at once.</summary>
internal sealed class PolicyDocument(DocumentNode node)
{
    internal const string Wildcard = "*";

    internal DocumentNode Node => node;

    internal string? Default { get; } = node.Member("default")?.StringValue;

    internal bool IsShadow { get; } = node.Member("mode")?.StringValue == "shadow";

    /// <summary>The entries of <c>hide</c> that are text.</summary>
    internal IReadOnlyList<DocumentNode> Hide { get; } =
        [.. (node.Member("hide")?.Elements ?? []).Where(static entry => entry.StringValue is not null)];

    internal AllToolsDocument AllTools { get; } = new(node.Member("all_tools"));

    internal IReadOnlyList<ToolDocument> Tools { get; } =
        [.. (node.Member("tools")?.Members ?? []).Select(static tool => new ToolDocument(tool))];

    /// <summary>All lists of requirements.</summary>
    internal IEnumerable<IReadOnlyList<RuleDocument>> Requirements =>
        [AllTools.Require, .. Tools.Select(static tool => tool.Require)];

    /// <summary>All lists of rules that deny or ask where they hold.</summary>
    internal IEnumerable<IReadOnlyList<RuleDocument>> Objections =>
        [AllTools.DenyIf, .. Tools.SelectMany(static tool => new[] { tool.DenyIf, tool.RequireApprovalIf })];

    /// <summary>All limits, without <c>rate_limit</c>.</summary>
    internal IEnumerable<LimitDocument> Limits => AllTools.Limits.Concat(Tools.SelectMany(static tool => tool.Limits));

    /// <summary>All limits of the shorthand <c>rate_limit</c>.</summary>
    internal IEnumerable<LimitDocument> RateLimits => Tools.Select(static tool => tool.RateLimit).OfType<LimitDocument>();
}
