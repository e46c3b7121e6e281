namespace PolicyLayer.Packaging.Tests;

/// <summary>Lets all tests of the package share one packing.</summary>
[CollectionDefinition(Name)]
public sealed class SharedPackage : ICollectionFixture<PackedCore>
{
    public const string Name = "Shared package";
}
