namespace PolicyLayer.Core.Risk;

/// <summary>What a verb says of a tool. Immutable.</summary>
/// <param name="Word">The verb in its base form.</param>
/// <param name="Category">What a tool does whose verb this is.</param>
/// <param name="IsAlsoNoun">Whether the word is as often a noun, such as "report" or "log".</param>
/// <param name="IsManner">Whether it often tells how instead of what: "run a search", "create a list of".</param>
internal sealed record Verb(string Word, RiskCategory Category, bool IsAlsoNoun, bool IsManner);
