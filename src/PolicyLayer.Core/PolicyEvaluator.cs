using PolicyLayer.Core.Limits;

namespace PolicyLayer.Core;

/// <summary>The engine: decides calls by the policies of a <see cref="PolicySet"/>, and counts their limits.</summary>
/// <remarks>
/// Safe for concurrent use; deciding takes no lock and, in memory, allocates nothing once a caller's counters exist. One
/// decision reads the policy set once, so that a reload cannot tear it. A process needs one evaluator for all its servers.
/// </remarks>
public sealed class PolicyEvaluator : IPolicyEvaluator
{
    /// <summary>Makes an evaluator.</summary>
    /// <param name="policies">Who has which policy.</param>
    /// <param name="options">Bounds; by default those of <see cref="PolicyEvaluatorOptions"/>.</param>
    /// <param name="timeProvider">The clock of the limits; by default the system's.</param>
    /// <param name="store">Where the counters live; by default in memory.</param>
    public PolicyEvaluator(
        PolicySet policies, PolicyEvaluatorOptions? options = null, TimeProvider? timeProvider = null, ICounterStore? store = null) =>
        throw new NotSupportedException();

    /// <summary>Replaces the policy set. Calls that have begun finish under the old one; counters keep their usage.</summary>
    /// <param name="policies">Who has which policy from now on.</param>
    /// <returns>The names of the counters that start anew because their window or scope changed; empty if none does.</returns>
    public IReadOnlyList<string> Update(PolicySet policies) => throw new NotSupportedException();

    /// <inheritdoc/>
    public PolicyDecision Evaluate(in ToolCall call) => throw new NotSupportedException();

    /// <inheritdoc/>
    public ValueTask<PolicyDecision> EvaluateAsync(ToolCall call, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    /// <inheritdoc/>
    public PolicyDecision Preview(in ToolCall call) => throw new NotSupportedException();

    /// <inheritdoc/>
    public ValueTask<PolicyDecision> PreviewAsync(ToolCall call, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    /// <inheritdoc/>
    public bool IsVisible(string tool, in CallerContext caller) => throw new NotSupportedException();

    /// <inheritdoc/>
    public CallerContext Resolve(in CallerContext caller) => throw new NotSupportedException();
}
