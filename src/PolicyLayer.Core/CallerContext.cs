using System.Text.Json;

namespace PolicyLayer.Core;

/// <summary>
/// Who calls, as the host vouches for it: the server whose tool is called, the grant and the session. Nothing in here may
/// come from the caller's arguments or from a header that the caller chooses.
/// </summary>
/// <remarks>
/// Immutable and safe to share between threads. The default value has no server and no grant, so it has no policy, and every
/// call is denied. <see cref="IPolicyEvaluator.Resolve"/> returns the same context with its policy and counters looked up
/// already; a host that keeps it for the session saves that work on every call.
/// </remarks>
public readonly struct CallerContext
{
    /// <summary>Describes a caller.</summary>
    /// <param name="server">The host's name for the MCP server whose tools are called. Compared ordinally.</param>
    /// <param name="grant">The identity that policies and limits apply to. Compared ordinally.</param>
    /// <param name="session">The session within the grant, or <see langword="null"/> if the host has none: limits of scope
    /// <c>session</c> then count per grant.</param>
    /// <param name="facts">What the host knows about the call, an object that rules read under <c>context</c>.</param>
    /// <exception cref="ArgumentNullException"><paramref name="server"/> or <paramref name="grant"/> is null.</exception>
    public CallerContext(string server, string grant, string? session = null, JsonElement facts = default)
        : this(server, grant, session, facts, handle: null)
    {
        ArgumentNullException.ThrowIfNull(server);
        ArgumentNullException.ThrowIfNull(grant);
    }

    internal CallerContext(string server, string grant, string? session, JsonElement facts, CallerHandle? handle)
    {
        Server = server;
        Grant = grant;
        Session = session;
        Facts = facts;
        Handle = handle;
    }

    /// <summary>The server whose tools are called; <see langword="null"/> in the default value.</summary>
    public string? Server { get; }

    /// <summary>The identity that policies and limits apply to; <see langword="null"/> in the default value.</summary>
    public string? Grant { get; }

    /// <summary>The session within the grant, if the host has one.</summary>
    public string? Session { get; }

    /// <summary>The host's facts; <see cref="JsonValueKind.Undefined"/> if there are none.</summary>
    public JsonElement Facts { get; }

    internal CallerHandle? Handle { get; }

    /// <summary>The same, part by part.</summary>
    internal CallerContext Copy() => new(Server!, Grant!, Session, Facts, Handle);

    /// <summary>The same caller with other facts; a resolved context stays resolved.</summary>
    /// <param name="facts">What the host knows about the next call.</param>
    /// <returns>The context with <paramref name="facts"/>.</returns>
    public CallerContext WithFacts(JsonElement facts) => new(Server!, Grant!, Session, facts, Handle);
}
