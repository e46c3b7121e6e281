using System.Collections.Frozen;

namespace PolicyLayer.Core;

/// <summary>What belongs to which caller: to the grant, else to every grant of the server, else to everyone. Immutable.</summary>
/// <typeparam name="T">What belongs to a caller.</typeparam>
internal sealed class CallerMap<T>
    where T : class
{
    private readonly FrozenDictionary<string, OfServer> _servers;
    private readonly T? _everyone;

    private CallerMap(FrozenDictionary<string, OfServer> servers, T? everyone)
    {
        _servers = servers;
        _everyone = everyone;
    }

    /// <summary>A map of assignments that are for different callers.</summary>
    internal static CallerMap<T> Of(IEnumerable<PolicyAssignment> assignments, Func<Policy, T> select)
    {
        var byServer = assignments.ToLookup(assignment => assignment.Server is not null);
        return new(
            byServer[true]
                .GroupBy(assignment => assignment.Server!, StringComparer.Ordinal)
                .ToFrozenDictionary(server => server.Key, server => new OfServer(server, select), StringComparer.Ordinal),
            byServer[false].Select(assignment => select(assignment.Policy)).FirstOrDefault());
    }

    internal T? Find(string server, string grant) => FindOfServer(server)?.Find(grant) ?? _everyone;

    /// <summary>What belongs to the grants of a server that have nothing of their own.</summary>
    internal T? FindForOthers(string? server) => (server is null ? null : FindOfServer(server)?.Others) ?? _everyone;

    /// <summary>What belongs to every grant of the server as such.</summary>
    internal T? FindOfServerItself(string server) => FindOfServer(server)?.Others;

    /// <summary>Whether any assignment is for the server.</summary>
    internal bool Names(string server) => _servers.ContainsKey(server);

    // Many hosts give everyone one policy: then no name has to be hashed.
    private OfServer? FindOfServer(string server) =>
        _servers.Count > 0 && _servers.TryGetValue(server, out var found) ? found : null;

    private sealed class OfServer(IEnumerable<PolicyAssignment> assignments, Func<Policy, T> select)
    {
        private readonly FrozenDictionary<string, T> _grants = assignments
            .Where(assignment => assignment.Grant is not null)
            .ToFrozenDictionary(assignment => assignment.Grant!, assignment => select(assignment.Policy), StringComparer.Ordinal);

        internal T? Others { get; } = assignments
            .Where(assignment => assignment.Grant is null)
            .Select(assignment => select(assignment.Policy))
            .FirstOrDefault();

        internal T? Find(string grant) => _grants.Count > 0 && _grants.TryGetValue(grant, out var found) ? found : Others;
    }
}
