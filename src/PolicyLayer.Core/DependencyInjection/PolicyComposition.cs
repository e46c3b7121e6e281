namespace PolicyLayer.Core.DependencyInjection;

/// <summary>What options and documents give together. Immutable.</summary>
/// <param name="Documents">Every document that the options name or that is registered.</param>
/// <param name="Assignments">Who has which policy, as far as it could be told.</param>
/// <param name="Policies">The policy set; <see langword="null"/> if there are failures.</param>
/// <param name="Failures">Everything that keeps the options from being used.</param>
internal sealed record PolicyComposition(
    IReadOnlyList<LoadedDocument> Documents,
    IReadOnlyList<PolicyAssignment> Assignments,
    PolicySet? Policies,
    IReadOnlyList<string> Failures);
