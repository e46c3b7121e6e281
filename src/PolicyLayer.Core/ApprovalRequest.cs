namespace PolicyLayer.Core;

/// <summary>
/// What a person is asked before a call may be dispatched. Made once, when a call is decided, and bound to that very call.
/// Immutable and safe to share. Who calls and the arguments are for the person who decides; keep them out of logs.
/// </summary>
public sealed class ApprovalRequest
{
    /// <summary>
    /// The ticket: at least 128 random bits as text. Whoever hands it in with the same call spends the approval. Empty if
    /// nobody can approve the call: in a preview, and where arguments hold a key twice or text that is not Unicode, so
    /// that they do not say one thing only.
    /// </summary>
    public required string Id { get; init; }

    /// <summary>The server whose tool is to be called.</summary>
    public required string Server { get; init; }

    /// <summary>The identity that wants to call it.</summary>
    public required string Grant { get; init; }

    /// <summary>The session within the grant, if the host has one.</summary>
    public string? Session { get; init; }

    /// <summary>The tool that is to be called.</summary>
    public required string Tool { get; init; }

    /// <summary>
    /// The arguments that are approved, as JSON with sorted keys, in ASCII without control characters; empty if the call has
    /// none, and where <see cref="Id"/> is empty.
    /// </summary>
    public required string Arguments { get; init; }

    /// <summary>
    /// The pointers to all rules that ask, such as <c>/tools/create_charge/require_approval_if/args.amount-gt</c>, in the order
    /// in which they are judged; at least one. For the host and the person, not for the agent.
    /// </summary>
    public required IReadOnlyList<string> Rules { get; init; }

    /// <summary>Why a person is asked, in the words of the first rule that asks, or the engine's.</summary>
    public required string Message { get; init; }

    /// <summary>From when on the approval is no longer valid, used or not.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>
    /// SHA-256, in hexadecimal digits, over the text of the policy, the server, the grant, the session, the tool and the arguments:
    /// an approval is for the call with this digest alone. Empty where <see cref="Id"/> is.
    /// </summary>
    public required string Digest { get; init; }
}
