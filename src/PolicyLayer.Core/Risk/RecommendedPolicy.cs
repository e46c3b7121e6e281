namespace PolicyLayer.Core.Risk;

/// <summary>A policy document that was made for the tools of a server. Immutable.</summary>
public sealed class RecommendedPolicy
{
    internal RecommendedPolicy(string json, IReadOnlyList<string> leftOut)
    {
        Json = json;
        LeftOut = leftOut;
    }

    /// <summary>The document, indented, ending with a line feed.</summary>
    public string Json { get; }

    /// <summary>
    /// The tools whose names cannot stand in a policy, in ordinal order. Calls that name one are denied as malformed, whatever the
    /// policy.
    /// </summary>
    public IReadOnlyList<string> LeftOut { get; }
}
