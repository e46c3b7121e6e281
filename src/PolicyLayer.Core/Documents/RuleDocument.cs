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
}
