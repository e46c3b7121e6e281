using ModelContextProtocol.Server;
using PolicyLayer.Core;

namespace PolicyLayer.Mcp;

/// <summary>Who the callers of a guarded MCP server are, and what is guarded. Read once when the server is made.</summary>
/// <remarks>
/// By default the grant of a request is <see cref="UserGrant"/> of its authenticated user, else <see cref="Grant"/>; the
/// session is that of the transport. What the client says about itself is never used. A request without a grant has no
/// policy: it is denied, and sees no tools.
/// </remarks>
public sealed class PolicyLayerMcpOptions
{
    /// <summary>
    /// The server's name in policy assignments and counters. By default the name in the server's own
    /// <see cref="McpServerOptions.ServerInfo"/>; one of the two is required unless <see cref="ResolveCaller"/> is set.
    /// </summary>
    public string? Server { get; set; }

    /// <summary>
    /// The grant of requests without an authenticated user, as on stdio. By default none: such requests are denied.
    /// An authenticated user never gets it.
    /// </summary>
    public string? Grant { get; set; }

    /// <summary>
    /// Says who makes a request, in place of the rules above. It is called for every <c>tools/call</c> and
    /// <c>tools/list</c>, from many threads at once, and must rest on what the host vouches for, such as
    /// <see cref="MessageContext.User"/>; the message itself is the client's. If it throws, or returns the default value,
    /// the request is denied.
    /// </summary>
    public Func<MessageContext, CallerContext>? ResolveCaller { get; set; }

    /// <summary>
    /// Whether <c>tools/list</c> shows tools that the policy denies whatever their arguments are, because they are not listed in it,
    /// by their <c>action</c>, or by a rule without conditions. By default it does: only <c>hide</c> removes a tool.
    /// </summary>
    public bool ListDeniedTools { get; set; } = true;

    /// <summary>
    /// The methods that clients may use beside tools, such as <c>resources/read</c> or <c>prompts/get</c>. By default
    /// <see langword="null"/>: a policy governs tools, and everything else is open to every client that reaches the server. With a
    /// list, a request of any other method is refused, whoever makes it; names match exactly. What opens a session, <c>ping</c>,
    /// <c>tools/list</c> and <c>tools/call</c> are always allowed, and notifications pass.
    /// </summary>
    public ICollection<string>? AllowedMethods { get; set; }

    /// <summary>
    /// Whether the user of the client that makes a call is asked, by elicitation, where a policy requires approval; by default not.
    /// It goes before <see cref="Approver"/>. A client that does not declare elicitation of forms is denied such calls. The client
    /// relays the answer, so whoever controls it can say yes: where that is not enough, ask by an <see cref="Approver"/>.
    /// </summary>
    public bool AskClient { get; set; }

    /// <summary>Asks a person where a policy requires approval. By default the container's; without one, such calls are denied.</summary>
    public IApprover? Approver { get; set; }

    /// <summary>Keeps the tickets of calls that wait for approval; the very store of the evaluator. By default the container's.</summary>
    public IApprovalStore? ApprovalStore { get; set; }

    /// <summary>
    /// How long a call waits for <see cref="ApprovalStore"/>, 1 ms to 1 minute; then it is denied. By default
    /// <see cref="PolicyEvaluatorOptions.StoreTimeout"/> of the container's options, or 1 second without a container.
    /// </summary>
    public TimeSpan? StoreTimeout { get; set; }

    /// <exception cref="InvalidOperationException">Nobody says what the server's name is.</exception>
    internal void RequireServerName(McpServerOptions server)
    {
        if (this is { ResolveCaller: null, Server: null } && server.ServerInfo is null)
            throw new InvalidOperationException(
                "Policies and counters need a name for the MCP server: " +
                $"set {nameof(PolicyLayerMcpOptions)}.{nameof(Server)} " +
                $"or {nameof(McpServerOptions)}.{nameof(McpServerOptions.ServerInfo)}.");
    }

    internal IEnumerable<string> FindMistakes()
    {
        if (Server is "")
            yield return $"{nameof(PolicyLayerMcpOptions)}.{nameof(Server)} is empty.";
        if (Grant is "")
            yield return $"{nameof(PolicyLayerMcpOptions)}.{nameof(Grant)} is empty.";
        if (ApprovalStore is null && (AskClient || Approver is not null))
            yield return $"Approvals need {nameof(PolicyLayerMcpOptions)}.{nameof(ApprovalStore)}, the store of the evaluator.";
        if (StoreTimeout is { } timeout && (timeout < TimeSpan.FromMilliseconds(1) || timeout > TimeSpan.FromMinutes(1)))
            yield return $"{nameof(PolicyLayerMcpOptions)}.{nameof(StoreTimeout)} must be 1 ms to 1 minute, but is {timeout}.";
    }
}
