namespace PolicyLayer.Core.Documents;

/// <summary>A policy as written. What has the wrong shape reads as absent, so that all problems can be found at once.</summary>
internal sealed class PolicyDocument(DocumentNode node)
{
    internal const string Wildcard = "*";

    internal DocumentNode Node => node;

    internal string? Default { get; } = node.Member("default")?.StringValue;

    /// <summary>The entries of <c>hide</c> that are text.</summary>
    internal IReadOnlyList<DocumentNode> Hide { get; } =
        [.. (node.Member("hide")?.Elements ?? []).Where(static entry => entry.StringValue is not null)];

    internal IReadOnlyList<ToolDocument> Tools { get; } =
        [.. (node.Member("tools")?.Members ?? []).Select(static tool => new ToolDocument(tool))];
}
