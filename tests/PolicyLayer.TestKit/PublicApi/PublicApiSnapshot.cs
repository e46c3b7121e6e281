using System.Reflection;

namespace PolicyLayer.TestKit.PublicApi;

/// <summary>
/// Compares what an assembly offers with the reviewed text file of it, so that no public name changes unseen.
/// </summary>
public static class PublicApiSnapshot
{
    /// <summary>Set to <c>1</c>, the file is written anew instead of compared.</summary>
    public const string UpdateVariable = "POLICYLAYER_UPDATE_PUBLIC_API";

    /// <summary>The differences, one a line, or an empty string.</summary>
    /// <param name="assembly">The assembly.</param>
    /// <param name="relativePath">The reviewed file, from the root of the repository.</param>
    public static string Compare(Assembly assembly, string relativePath)
    {
        ArgumentNullException.ThrowIfNull(assembly);
        var actual = ApiText.Describe(assembly);
        var path = RepositoryFiles.PathOf(relativePath);
        if (Environment.GetEnvironmentVariable(UpdateVariable) == "1")
            File.WriteAllLines(path, actual);

        return Differences(File.Exists(path) ? File.ReadAllLines(path) : [], actual, relativePath);
    }

    /// <summary>What has to be taken away from and added to <paramref name="reviewed"/>; empty if nothing.</summary>
    internal static string Differences(IReadOnlyList<string> reviewed, IReadOnlyList<string> actual, string name)
    {
        string[] changes = [.. reviewed.Except(actual).Select(line => $"- {line}"), .. actual.Except(reviewed).Select(line => $"+ {line}")];
        if (changes.Length == 0)
            return "";

        return $"""
            The public API differs from {name}. If that is meant, run the tests with {UpdateVariable}=1 and review the file.
            {string.Join(Environment.NewLine, changes)}
            """;
    }
}
