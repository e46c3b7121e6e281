namespace PolicyLayer.Core.Documents;

/// <summary>A condition as written.</summary>
internal sealed class ConditionDocument(DocumentNode node)
{
    /// <summary>The keys of a condition, none of which may be missing.</summary>
    internal static readonly IReadOnlyList<string> Keys = ["path", "op", "value"];

    internal DocumentNode Node => node;

    internal DocumentNode? Path { get; } = node.Member("path");

    internal DocumentNode? Operator { get; } = node.Member("op");

    internal DocumentNode? Value { get; } = node.Member("value");
}
