using System.Diagnostics.CodeAnalysis;
using PolicyLayer.Core.Validation;

namespace PolicyLayer.Core.Risk;

/// <summary>What a policy does with tools by their names alone. The engine itself is asked, so that there is no second rule.</summary>
internal sealed class Standing
{
    private static readonly CallerContext Nobody = new("server", "grant");

    private readonly PolicyEvaluator _engine;

    private Standing(PolicyEvaluator engine) => _engine = engine;

    /// <exception cref="PolicyLoadException">The policy has errors.</exception>
    [RequiresUnreferencedCode(SchemaReflection.Trimmed)]
    [RequiresDynamicCode(SchemaReflection.Compiled)]
    internal static Standing In(string policyJson) => new(new PolicyEvaluator(new PolicySet(Policy.Parse(policyJson))));

    /// <summary>Whether a policy can hold the name; a call that names another is denied whatever the policy.</summary>
    internal bool CanBeNamed(string tool) => CodeOf(tool) != DecisionCodes.InvalidCall;

    /// <summary>Whether the policy's default denies the tool.</summary>
    internal bool IsDeniedByDefault(string tool) => CodeOf(tool) == DecisionCodes.NotListed;

    /// <summary>
    /// Whether the tool is hidden, or looks like one that is listed or hidden: the engine denies that as ambiguous, and listing
    /// it would let it through.
    /// </summary>
    internal bool IsTaken(string tool) => CodeOf(tool) is
        DecisionCodes.Hidden or DecisionCodes.AmbiguousName or DecisionCodes.EngineFailed;

    // Shadow mode allows every call; what counts is what the policy says.
    private string CodeOf(string tool)
    {
        var decision = _engine.Preview(new ToolCall(tool, arguments: null, Nobody));
        return decision.Shadow?.Code ?? decision.Code;
    }
}
