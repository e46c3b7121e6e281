using PolicyLayer.TestKit;

namespace PolicyLayer.Packaging.Tests;

[Collection(SharedPackage.Name)]
public sealed class ReadmeExampleTests(PackedLibraries core)
{
    private static readonly MarkdownPage Readme = new("README.md");

    [Fact]
    public async Task The_example_builds_against_the_package_and_prints_what_the_readme_says()
    {
        using var console = new EmptyConsole(core);

        var printed = await console.Run(Assert.Single(Readme.Blocks("csharp")));

        Assert.Equal(Assert.Single(Readme.Blocks("text")), printed);
    }
}
