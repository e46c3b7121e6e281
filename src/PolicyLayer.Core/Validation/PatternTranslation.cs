namespace PolicyLayer.Core.Validation;

/// <summary>What <see cref="PatternTranslator"/> made of a pattern. Immutable.</summary>
/// <param name="Text">The pattern in the words of the engine.</param>
/// <param name="Problem">What the pattern holds that is not allowed; otherwise <see langword="null"/>.</param>
internal readonly record struct PatternTranslation(string Text, string? Problem);
