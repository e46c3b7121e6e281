using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;
using PolicyLayer.TestKit;

namespace PolicyLayer.Packaging.Tests;

[Collection(SharedPackage.Name)]
public sealed class PackageTests(PackedLibraries core)
{
    [Fact]
    public void It_holds_the_library_its_documentation_and_the_readme_and_nothing_else_of_ours()
    {
        using var package = core.OpenPackage();
        var ours = package.Entries.Select(entry => entry.FullName).Where(name => !IsOfTheFormat(name)).Order(StringComparer.Ordinal);

        Assert.Equal(["README.md", "lib/net10.0/PolicyLayer.Core.dll", "lib/net10.0/PolicyLayer.Core.xml"], ours);
    }

    [Fact]
    public void Its_symbols_are_packed_beside_it()
    {
        using var symbols = core.OpenSymbols();

        Assert.Contains(symbols.Entries, entry => entry.FullName == "lib/net10.0/PolicyLayer.Core.pdb");
    }

    [Fact]
    public void Its_readme_is_that_of_the_repository()
    {
        using var package = core.OpenPackage();
        using var reader = new StreamReader(package.GetEntry("README.md")!.Open());

        Assert.Equal(RepositoryFiles.ReadText("README.md"), reader.ReadToEnd());
    }

    [Theory]
    [InlineData("id", "^PolicyLayer\\.Core$")]
    [InlineData("license", "^MIT$")]
    [InlineData("readme", "^README\\.md$")]
    [InlineData("description", "MCP tool")]
    [InlineData("tags", "mcp .*policy")]
    [InlineData("authors", "PolicyLayer")]
    public void Its_manifest_says_what_a_reader_looks_for(string element, string pattern) =>
        Assert.Matches(pattern, Assert.Single(core.Manifest(element)).Value);

    [Fact]
    public void It_depends_on_what_the_engine_was_given_and_nothing_more()
    {
        var dependencies = core.Manifest("dependency").Select(element => element.Attribute("id")!.Value);

        Assert.Equal(
            [
                "Microsoft.Extensions.Caching.Memory",
                "Microsoft.Extensions.Configuration.Binder",
                "Microsoft.Extensions.DependencyInjection.Abstractions",
                "Microsoft.Extensions.Hosting.Abstractions",
                "Microsoft.Extensions.Logging.Abstractions",
                "Microsoft.Extensions.ObjectPool",
                "Microsoft.Extensions.Options",
                "Microsoft.Extensions.Options.ConfigurationExtensions",
                "NJsonSchema",
                "Newtonsoft.Json",
            ],
            dependencies.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_public_type_is_documented()
    {
        using var package = core.OpenPackage();
        var documentation = ReadAsText(package.GetEntry("lib/net10.0/PolicyLayer.Core.xml")!);

        Assert.All(
            RepositoryFiles.ReadText("tests/PolicyLayer.Core.Tests/PublicApi/PolicyLayer.Core.txt").Split('\n')
                .Select(line => line.Split(':')[0]).Where(name => name.Length > 0 && !name.Contains('<', StringComparison.Ordinal)).Distinct(),
            name => Assert.Contains($"<member name=\"T:{name}\">", documentation, StringComparison.Ordinal));
    }

    [Fact]
    public void It_tells_nothing_of_the_machine_that_packed_it()
    {
        using var package = core.OpenPackage();
        using var symbols = core.OpenSymbols();
        var revealing = package.Entries.Concat(symbols.Entries)
            .Where(entry => ReadAsText(entry).Contains(RepositoryFiles.Root, StringComparison.OrdinalIgnoreCase))
            .Select(entry => entry.FullName);

        Assert.Empty(revealing);
    }

    private static bool IsOfTheFormat(string name) =>
        Regex.IsMatch(name, @"^(_rels/|package/|\[Content_Types\]\.xml$|PolicyLayer\.Core\.nuspec$)");

    // Latin-1 keeps every byte, so that a path is found in binary files too.
    private static string ReadAsText(ZipArchiveEntry entry)
    {
        using var reader = new StreamReader(entry.Open(), Encoding.Latin1);
        return reader.ReadToEnd();
    }
}
