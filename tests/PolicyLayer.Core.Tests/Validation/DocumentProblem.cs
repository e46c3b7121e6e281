namespace PolicyLayer.Core.Tests.Validation;

/// <summary>What identifies a diagnostic to its reader.</summary>
public sealed record DocumentProblem(string Code, string Pointer, int Line, int Column);
