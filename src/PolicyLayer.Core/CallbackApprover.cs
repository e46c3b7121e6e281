namespace PolicyLayer.Core;

/// <summary>Asks by calling a function of the host's own.</summary>
/// <remarks>As safe for concurrent use as the function is.</remarks>
public sealed class CallbackApprover : IApprover
{
    private readonly Func<ApprovalRequest, CancellationToken, ValueTask<ApprovalAnswer>> _ask;

    /// <summary>Makes an approver.</summary>
    /// <param name="ask">Asks a person. An exception is a no.</param>
    public CallbackApprover(Func<ApprovalRequest, CancellationToken, ValueTask<ApprovalAnswer>> ask)
    {
        ArgumentNullException.ThrowIfNull(ask);
        _ask = ask;
    }

    /// <inheritdoc/>
    public ValueTask<ApprovalAnswer> AskAsync(ApprovalRequest request, CancellationToken cancellationToken) =>
        _ask(request, cancellationToken);
}
