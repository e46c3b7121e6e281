namespace PolicyLayer.Conformance.Tests.Reference.Reading;

/// <summary>One step of a path: a name, an index, or neither for every element.</summary>
internal readonly record struct Step(string? Name, int? Index)
{
    internal bool IsEvery => Name is null && Index is null;
}
