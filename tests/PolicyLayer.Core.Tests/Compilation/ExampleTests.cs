using PolicyLayer.TestKit;

namespace PolicyLayer.Core.Tests.Compilation;

public sealed class ExampleTests
{
    public static TheoryData<string> Examples =>
        [.. Directory.GetFiles(RepositoryFiles.PathOf("schema/examples"), "*.json").Select(path => Path.GetFileName(path)).Order()];

    [Theory]
    [MemberData(nameof(Examples))]
    public void Every_example_loads_without_a_problem(string file)
    {
        var result = Policy.LoadFile(Path.Combine(RepositoryFiles.PathOf("schema/examples"), file));

        Assert.Empty(result.Diagnostics);
        Assert.Equal(Path.GetFileNameWithoutExtension(file), result.Policy!.Name);
    }
}
