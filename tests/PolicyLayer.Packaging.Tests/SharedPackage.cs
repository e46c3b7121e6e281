namespace PolicyLayer.Packaging.Tests;

/// <summary>Lets all tests of the package share one packing.</summary>
[CollectionDefinition(Name)]
public sealed class SharedPackage : ICollectionFixture<PackedLibraries>
{
    public const string Name = "Shared package";
}
