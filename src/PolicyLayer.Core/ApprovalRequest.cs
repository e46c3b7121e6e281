namespace PolicyLayer.Core;

/// <summary>What a person is asked before a call may be dispatched. Immutable and safe to share.</summary>
public sealed class ApprovalRequest
{
    internal ApprovalRequest(string tool, IReadOnlyList<string> rules, string message)
    {
        Tool = tool;
        Rules = rules;
        Message = message;
    }

    /// <summary>The tool that is to be called.</summary>
    public string Tool { get; }

    /// <summary>
    /// The pointers to all rules that ask, such as <c>/tools/create_charge/require_approval_if/args.amount-gt</c>, in the order
    /// in which they are judged; at least one. For the host and the person, not for the agent.
    /// </summary>
    public IReadOnlyList<string> Rules { get; }

    /// <summary>Why a person is asked, in the words of the first rule that asks, or the engine's.</summary>
    public string Message { get; }
}
