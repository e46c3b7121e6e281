using System.Diagnostics.CodeAnalysis;

namespace PolicyLayer.Core;

/// <summary>What loading a policy document gave: a policy, or its errors. Immutable.</summary>
public sealed class PolicyLoadResult
{
    internal PolicyLoadResult(Policy? policy, IReadOnlyList<PolicyDiagnostic> diagnostics)
    {
        Policy = policy;
        Diagnostics = diagnostics;
    }

    /// <summary>Whether the document has no error. Warnings are allowed.</summary>
    [MemberNotNullWhen(true, nameof(Policy))]
    public bool IsValid => Policy is not null;

    /// <summary>The policy; <see langword="null"/> if the document has an error.</summary>
    public Policy? Policy { get; }

    /// <summary>Every problem, once, in the order of the document.</summary>
    public IReadOnlyList<PolicyDiagnostic> Diagnostics { get; }

    /// <summary>The policy, or an exception with every problem.</summary>
    /// <returns>The policy.</returns>
    /// <exception cref="PolicyLoadException">The document has errors.</exception>
    public Policy GetPolicyOrThrow() => Policy ?? throw new PolicyLoadException(Diagnostics);
}
