using System.Reflection;

namespace PolicyLayer.TestKit.PublicApi;

/// <summary>
/// Compares what an assembly offers with the reviewed text file of it, so that no public name changes unseen.
/// </summary>
public static class PublicApiSnapshot
{
    /// <summary>Set to <c>1</c>, the file is written anew instead of compared.</summary>
    public const string UpdateVariable = "POLICYLAYER_UPDATE_PUBLIC_API";

    /// <summary>The differences between an assembly and its reviewed file, or an empty string.</summary>
    /// <param name="assembly">The assembly.</param>
    /// <param name="relativePath">The reviewed file, from the root of the repository.</param>
    public static string Compare(Assembly assembly, string relativePath)
    {
        var path = RepositoryFiles.PathOf(relativePath);
        if (Environment.GetEnvironmentVariable(UpdateVariable) == "1")
            File.WriteAllLines(path, ApiText.Describe(assembly));

        var differences = Differences(File.Exists(path) ? File.ReadAllLines(path) : [], assembly);
        return differences.Count == 0 ? "" : $"""
            The public API differs from {relativePath}. If that is meant, run the tests with {UpdateVariable}=1 and review the file.
            {string.Join(Environment.NewLine, differences)}
            """;
    }

    /// <summary>What has to be taken away from the reviewed lines and added to them.</summary>
    public static IReadOnlyList<string> Differences(IReadOnlyCollection<string> reviewed, Assembly assembly)
    {
        var actual = ApiText.Describe(assembly);
        return [.. reviewed.Except(actual).Select(line => $"- {line}"), .. actual.Except(reviewed).Select(line => $"+ {line}")];
    }
}
