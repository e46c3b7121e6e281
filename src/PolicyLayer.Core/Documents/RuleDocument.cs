namespace PolicyLayer.Core.Documents;

/// <summary>A rule as written: a list of conditions, or one bare condition.</summary>
internal sealed class RuleDocument(DocumentNode node)
{
    internal DocumentNode Node => node;

    internal DocumentNode? Name { get; } = node.Member("name");

    internal string? OnDeny { get; } = node.Member("on_deny")?.StringValue;

    internal DocumentNode? ConditionList { get; } = node.Member("conditions");

    internal IReadOnlyList<ConditionDocument> Conditions { get; } =
        node.Member("conditions") is { } list
            ? [.. list.Elements.Select(static condition => new ConditionDocument(condition))]
            : [new ConditionDocument(node)];

    /// <summary>The rules in a list of <paramref name="holder"/>; what has the wrong shape is left out.</summary>
    internal static IReadOnlyList<RuleDocument> ListOf(DocumentNode? holder, string key) =>
    [
        .. (holder?.Member(key)?.Elements ?? [])
            .Where(static rule => rule.Kind == DocumentNodeKind.Object)
            .Select(static rule => new RuleDocument(rule)),
    ];
}
