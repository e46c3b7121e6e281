namespace PolicyLayer.Core.Tests.Compilation;

public sealed class ExampleTests
{
    public static TheoryData<string> Examples =>
        [.. Directory.GetFiles(RepositoryFiles.Examples, "*.json").Select(path => Path.GetFileName(path)).Order()];

    [Theory]
    [MemberData(nameof(Examples))]
    public void Every_example_loads_without_a_problem(string file)
    {
        var result = Policy.LoadFile(Path.Combine(RepositoryFiles.Examples, file));

        Assert.Empty(result.Diagnostics);
        Assert.Equal(Path.GetFileNameWithoutExtension(file), result.Policy!.Name);
    }
}
