using PolicyLayer.Core.Limits;

namespace PolicyLayer.Core.Validation;

/// <summary>The words for the scopes of a limit.</summary>
internal static class CounterScopes
{
    /// <summary>The scope by its word, grant if there is none; <see langword="null"/> for a word that is unknown.</summary>
    internal static CounterScope? Read(string? word) => word switch
    {
        null or "grant" => CounterScope.Grant,
        "session" => CounterScope.Session,
        "server" => CounterScope.Server,
        _ => null,
    };

    internal static string WordOf(CounterScope scope) => scope switch
    {
        CounterScope.Session => "session",
        CounterScope.Server => "server",
        _ => "grant",
    };
}
