using PolicyLayer.Core.Evaluation;

namespace PolicyLayer.Core.Validation;

/// <summary>What the text of a path gave. Immutable.</summary>
/// <param name="Path">The path; <see langword="null"/> if the text is not one.</param>
/// <param name="Expected">What was expected where the text is not a path; otherwise <see langword="null"/>.</param>
internal readonly record struct ParsedPath(ValuePath? Path, string? Expected);
