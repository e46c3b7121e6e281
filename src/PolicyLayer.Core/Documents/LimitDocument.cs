namespace PolicyLayer.Core.Documents;

/// <summary>A limit, or the shorthand <c>rate_limit</c>, as written.</summary>
internal sealed class LimitDocument(DocumentNode node)
{
    internal DocumentNode Node => node;

    internal DocumentNode? Counter { get; } = node.Member("counter");

    internal DocumentNode? Window { get; } = node.Member("window");

    internal DocumentNode? Max { get; } = node.Member("max");

    internal string? Scope { get; } = node.Member("scope")?.StringValue;

    internal DocumentNode? Algorithm { get; } = node.Member("algorithm");

    internal DocumentNode? Burst { get; } = node.Member("burst");

    internal DocumentNode? Increment { get; } = node.Member("increment");

    internal DocumentNode? IncrementFrom { get; } = node.Member("increment_from");

    internal DocumentNode? Refund { get; } = node.Member("refund");

    internal string? OnDeny { get; } = node.Member("on_deny")?.StringValue;

    /// <summary>The <c>limits</c> of <paramref name="holder"/>.</summary>
    internal static IReadOnlyList<LimitDocument> ListOf(DocumentNode? holder) =>
        [.. (holder?.Member("limits")?.Elements ?? []).Select(static limit => new LimitDocument(limit))];
}
