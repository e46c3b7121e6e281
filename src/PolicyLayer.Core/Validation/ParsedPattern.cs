using System.Text.RegularExpressions;

namespace PolicyLayer.Core.Validation;

/// <summary>What the text of a pattern gave: either the pattern or what is wrong with it. Immutable.</summary>
/// <param name="Pattern">The pattern, ready to match.</param>
/// <param name="Problem">What is wrong, to follow the text of the pattern and a colon.</param>
internal readonly record struct ParsedPattern(Regex? Pattern, string? Problem);
