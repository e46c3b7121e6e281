namespace PolicyLayer.Core.Evaluation;

/// <summary>A condition as the policy writes it, for people. An immutable value.</summary>
/// <param name="Path">The path.</param>
/// <param name="Operator">The operator.</param>
internal readonly record struct ConditionText(string Path, string Operator);
