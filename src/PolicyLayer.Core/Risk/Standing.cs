using System.Diagnostics.CodeAnalysis;
using PolicyLayer.Core.Validation;

namespace PolicyLayer.Core.Risk;

/// <summary>
/// What a policy does with tools by their names alone. The compiled policy itself is asked, so that there is no second rule.
/// Immutable.
/// </summary>
internal sealed class Standing
{
    private readonly Policy _policy;

    private Standing(Policy policy) => _policy = policy;

    /// <exception cref="PolicyLoadException">The policy has errors.</exception>
    [RequiresUnreferencedCode(SchemaReflection.Trimmed)]
    [RequiresDynamicCode(SchemaReflection.Compiled)]
    internal static Standing In(string policyJson) => new(Policy.Parse(policyJson));

    /// <summary>Whether a policy can hold the name; a call that names another is denied whatever the policy.</summary>
    internal bool CanBeNamed(string tool) => _policy.CodeByName(tool) != DecisionCodes.InvalidCall;

    /// <summary>Whether the policy's default denies the tool.</summary>
    internal bool IsDeniedByDefault(string tool) => _policy.CodeByName(tool) == DecisionCodes.NotListed;

    /// <summary>
    /// Whether the tool is hidden, or looks like one that is listed or hidden: the engine denies that as ambiguous, and listing
    /// it would let it through.
    /// </summary>
    internal bool IsTaken(string tool) => _policy.CodeByName(tool) is DecisionCodes.Hidden or DecisionCodes.AmbiguousName;
}
