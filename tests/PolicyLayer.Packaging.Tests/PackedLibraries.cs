using System.IO.Compression;
using System.Xml.Linq;
using PolicyLayer.TestKit;

namespace PolicyLayer.Packaging.Tests;

/// <summary>The engine and the hook packed as for a release, once for all tests, under a version that no cache can hold.</summary>
public sealed class PackedLibraries : IAsyncLifetime
{
    // Inside the repository, as a release is packed, so that the paths in the symbols are those of a release; apart from
    // every other build, so that none can collide with it.
    private readonly string _folder = RepositoryFiles.PathOf($"artifacts/packaging-tests/{Guid.NewGuid():N}");

    public string Version { get; } = $"0.1.0-test.g{Guid.NewGuid():N}";

    public string Feed => Path.Combine(_folder, "feed");

    internal ZipArchive OpenPackage() => Open("nupkg");

    internal ZipArchive OpenSymbols() => Open("snupkg");

    /// <summary>The elements of the package's manifest by the local name <paramref name="name"/>.</summary>
    internal IReadOnlyList<XElement> Manifest(string name)
    {
        using var package = OpenPackage();
        using var manifest = package.GetEntry("PolicyLayer.Core.nuspec")!.Open();
        return [.. XDocument.Load(manifest).Descendants().Where(element => element.Name.LocalName == name)];
    }

    public async Task InitializeAsync()
    {
        foreach (var library in (string[])["src/PolicyLayer.Core", "src/PolicyLayer.Mcp"])
        {
            await DotNetCommand.Run(
                RepositoryFiles.Root, "pack", library, "-c", "Release", "-o", Feed, "--artifacts-path", _folder,
                $"-p:Version={Version}", "-p:ContinuousIntegrationBuild=true");
        }
    }

    public Task DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return Task.CompletedTask;
    }

    private ZipArchive Open(string extension) => ZipFile.OpenRead(Path.Combine(Feed, $"PolicyLayer.Core.{Version}.{extension}"));
}
