namespace PolicyLayer.Conformance.Tests.Reference.Counting;

/// <summary>What tells one counter from another.</summary>
internal sealed record CounterKey(
    string Server, string Counter, string? RateLimitOf, string Scope, string? Grant, string? Session, bool IsShadow);
