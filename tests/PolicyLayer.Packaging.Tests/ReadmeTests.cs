using PolicyLayer.TestKit;

namespace PolicyLayer.Packaging.Tests;

public sealed class ReadmeTests
{
    private static readonly MarkdownPage Readme = new("README.md");

    public static TheoryData<string> Pages =>
        new(RepositoryFiles.All().Where(path => path.EndsWith(".md", StringComparison.Ordinal)));

    [Fact]
    public void It_gives_two_commands_for_a_fresh_machine() => Assert.Equal(
        ["dotnet run --project src/PolicyLayer.Gateway -- demo\n", "dotnet test\n"], Readme.Blocks("sh"));

    [Fact]
    public void Its_example_fits_into_ten_lines_beside_the_usings()
    {
        var statements = Assert.Single(Readme.Blocks("csharp")).Split('\n')
            .Where(line => line.Length > 0 && !line.StartsWith("using ", StringComparison.Ordinal));

        Assert.InRange(statements.Count(), 1, 10);
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void Links_into_the_repository_lead_somewhere(string page) => Assert.All(
        new MarkdownPage(page).LocalLinks(), target => Assert.True(Path.Exists(RepositoryFiles.PathOf(target)), target));
}
