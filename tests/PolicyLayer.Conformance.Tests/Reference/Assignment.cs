using PolicyLayer.Conformance.Tests.Reference.Reading;

namespace PolicyLayer.Conformance.Tests.Reference;

/// <summary>Which callers have a policy: everyone, those of a server, or a grant of it.</summary>
internal sealed record Assignment(PolicyReading Policy, string? Server, string? Grant);
