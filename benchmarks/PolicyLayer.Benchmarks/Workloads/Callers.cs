using PolicyLayer.Core;

namespace PolicyLayer.Benchmarks.Workloads;

/// <summary>Who calls: one caller, or as many grants as are asked for.</summary>
internal static class Callers
{
    private const string Server = "payments";

    internal static CallerContext One { get; } = new(Server, "support");

    /// <summary>The names of as many grants.</summary>
    internal static string[] Grants(int count) => [.. Enumerable.Range(0, count).Select(static number => $"grant-{number:D7}")];

    internal static CallerContext Of(string grant) => new(Server, grant);
}
