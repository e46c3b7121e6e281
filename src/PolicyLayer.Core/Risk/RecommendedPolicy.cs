namespace PolicyLayer.Core.Risk;

/// <summary>A policy document that was made for the tools of a server. Immutable.</summary>
public sealed class RecommendedPolicy
{
    internal RecommendedPolicy(string json, IReadOnlyList<string> leftOut, IReadOnlyList<string> denied)
    {
        Json = json;
        LeftOut = leftOut;
        Denied = denied;
    }

    /// <summary>The document, ending with a line feed; indented, unless that would make it longer than a policy may be.</summary>
    public string Json { get; }

    /// <summary>
    /// The tools that the policy's default denied, in ordinal order. Their recommended rules stand in the document, each behind an
    /// <c>"action": "deny"</c> that a person may take out.
    /// </summary>
    public IReadOnlyList<string> Denied { get; }

    /// <summary>
    /// The tools whose names cannot stand in a policy, in ordinal order. Calls that name one are denied as malformed, whatever the
    /// policy.
    /// </summary>
    public IReadOnlyList<string> LeftOut { get; }
}
