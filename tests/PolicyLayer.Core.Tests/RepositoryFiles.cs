using PolicyLayer.TestKit;

namespace PolicyLayer.Core.Tests;

/// <summary>Files of the repository that tests read where they stand.</summary>
internal static class RepositoryFiles
{
    internal static string Examples => Repository.PathOf("schema/examples");

    internal static string DocumentCases => Repository.PathOf("schema/cases/documents");
}
