using PolicyLayer.TestKit;

namespace PolicyLayer.Core.Tests.Compilation;

public sealed class ExampleTests
{
    public static TheoryData<string> Examples =>
        [.. Directory.GetFiles(Folder, "*.json").Select(path => Path.GetFileName(path)).Order()];

    private static string Folder => RepositoryFiles.PathOf("schema/examples");

    [Theory]
    [MemberData(nameof(Examples))]
    public void Every_example_loads_without_a_problem(string file)
    {
        var result = Policy.LoadFile(Path.Combine(Folder, file));

        Assert.Empty(result.Diagnostics);
        Assert.Equal(Path.GetFileNameWithoutExtension(file), result.Policy!.Name);
    }
}
