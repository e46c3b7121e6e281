namespace PolicyLayer.Core.Risk;

/// <summary>What one part of a tool, its name or its description, says of it. Immutable.</summary>
/// <param name="Category">The category that it speaks for.</param>
/// <param name="Quote">The words that say so.</param>
/// <param name="IsFirm">Whether the word can hardly mean anything else.</param>
/// <param name="IsManner">Whether it may only tell how the tool does it.</param>
/// <param name="RunsCode">Whether what it runs is code.</param>
internal sealed record Reading(
    RiskCategory Category, string Quote, bool IsFirm, bool IsManner = false, bool RunsCode = false);
