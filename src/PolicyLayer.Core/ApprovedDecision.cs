namespace PolicyLayer.Core;

/// <summary>A decision on a call that came with an approval. An immutable value.</summary>
/// <param name="Decision">The decision.</param>
/// <param name="Answer">The answer that the approval has; <see langword="null"/> if the decision fell before it was asked for, or
/// if the store failed.</param>
internal readonly record struct ApprovedDecision(PolicyDecision Decision, ApprovalAnswer? Answer = null);
