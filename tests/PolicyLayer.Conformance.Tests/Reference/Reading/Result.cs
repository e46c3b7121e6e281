namespace PolicyLayer.Conformance.Tests.Reference.Reading;

/// <summary>What a condition or a rule comes to.</summary>
internal enum Result
{
    Holds,
    Fails,
    Mismatch,
}
