namespace PolicyLayer.Core.Tests.Faults;

/// <summary>What a store throws after nobody waits for it any more.</summary>
internal sealed class LateException : Exception;
