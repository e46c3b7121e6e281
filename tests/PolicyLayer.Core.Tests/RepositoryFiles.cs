using System.Runtime.CompilerServices;

namespace PolicyLayer.Core.Tests;

/// <summary>Files of the repository that tests read where they stand.</summary>
internal static class RepositoryFiles
{
    internal static string Examples => Path.Combine(Root(), "schema", "examples");

    internal static string DocumentCases => Path.Combine(Root(), "schema", "cases", "documents");

    private static string Root([CallerFilePath] string path = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(path)!, "..", ".."));
}
