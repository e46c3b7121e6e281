namespace PolicyLayer.Core;

/// <summary>Decides, before a tool is dispatched, whether it may be.</summary>
/// <remarks>
/// Safe for concurrent use. A decision never throws because of what a call holds: a malformed call, an unknown caller or a
/// failure inside the engine is a denial.
/// </remarks>
public interface IPolicyEvaluator
{
    /// <summary>Decides a call and, if it is allowed, reserves its limits.</summary>
    /// <param name="call">The call as the host will dispatch it.</param>
    /// <returns>The decision. After an allowed call, complete its <see cref="PolicyDecision.Reservation"/>.</returns>
    /// <exception cref="InvalidOperationException">The counters live in an <see cref="Limits.ICounterStore"/>;
    /// use <see cref="EvaluateAsync"/>.</exception>
    PolicyDecision Evaluate(in ToolCall call);

    /// <summary>
    /// Decides a call and, if it is allowed, reserves its limits. Completes synchronously unless the counters live in an
    /// <see cref="Limits.ICounterStore"/>.
    /// </summary>
    /// <param name="call">The call as the host will dispatch it.</param>
    /// <param name="cancellationToken">Gives up waiting for the store; what it may have reserved is given back.</param>
    /// <returns>The decision. After an allowed call, complete its <see cref="PolicyDecision.Reservation"/>.</returns>
    /// <exception cref="OperationCanceledException">The token was cancelled before the decision.</exception>
    ValueTask<PolicyDecision> EvaluateAsync(ToolCall call, CancellationToken cancellationToken = default);

    /// <summary>
    /// Decides a call that comes with an approval, anew and by the policy of now. If it is allowed, its limits are reserved and the
    /// approval is spent. A call that nobody has to approve any more is allowed without spending it; one that is denied or rate
    /// limited does not spend it either.
    /// </summary>
    /// <param name="call">The call as the host will dispatch it.</param>
    /// <param name="approval">The <see cref="ApprovalRequest.Id"/> of a ticket that was approved.</param>
    /// <param name="cancellationToken">Gives up waiting for the stores; what may have been reserved is given back.</param>
    /// <returns>The decision; never one that asks. Denied with the code <see cref="DecisionCodes.ApprovalInvalid"/> where the
    /// ticket was not approved, was spent, has expired or was forgotten, or is not for this call under this policy.</returns>
    /// <exception cref="OperationCanceledException">The token was cancelled before the decision.</exception>
    ValueTask<PolicyDecision> EvaluateApprovedAsync(
        ToolCall call, string approval, CancellationToken cancellationToken = default);

    /// <summary>
    /// Ends a call that a person was to approve and did not: it is denied, and whoever listens is told. An
    /// <see cref="ApprovalFlow"/> does so; a host that asks in a way of its own should.
    /// </summary>
    /// <param name="call">The call.</param>
    /// <param name="asked">The decision that asked; any other is returned as it is.</param>
    /// <param name="answer">What a person said; a rejection by nobody if nobody answered; <see langword="null"/> if the store of the
    /// approvals failed.</param>
    /// <param name="ticket">The <see cref="ApprovalRequest.Id"/> of the ticket that was answered, where the call came back with it; by
    /// default that of <paramref name="asked"/>.</param>
    /// <returns>A denial with the code <see cref="DecisionCodes.ApprovalInvalid"/> or <see cref="DecisionCodes.StoreFailed"/>.</returns>
    PolicyDecision DenyUnapproved(in ToolCall call, in PolicyDecision asked, ApprovalAnswer? answer, string? ticket = null);

    /// <summary>Says what <see cref="Evaluate"/> would say now, and consumes nothing.</summary>
    /// <param name="call">The call to try.</param>
    /// <returns>The decision, without a reservation. Its usage is that of the counters as they stand.</returns>
    /// <exception cref="InvalidOperationException">The counters live in an <see cref="Limits.ICounterStore"/>;
    /// use <see cref="PreviewAsync"/>.</exception>
    PolicyDecision Preview(in ToolCall call);

    /// <summary>Says what <see cref="EvaluateAsync"/> would say now, and consumes nothing.</summary>
    /// <param name="call">The call to try.</param>
    /// <param name="cancellationToken">Gives up waiting for the store.</param>
    /// <returns>The decision, without a reservation. Its usage is that of the counters as they stand.</returns>
    /// <exception cref="OperationCanceledException">The token was cancelled before the decision.</exception>
    ValueTask<PolicyDecision> PreviewAsync(ToolCall call, CancellationToken cancellationToken = default);

    /// <summary>
    /// Whether a list of tools may show a tool to a caller. Only <c>hide</c> removes a tool from lists, denied ones stay;
    /// a policy in shadow mode removes none; a caller without a policy sees none.
    /// </summary>
    /// <param name="tool">The tool's name.</param>
    /// <param name="caller">Who asks for the list.</param>
    /// <returns><see langword="true"/> if the tool may be shown.</returns>
    bool IsVisible(string tool, in CallerContext caller);

    /// <summary>
    /// Whether a call of a tool can be allowed at all, with some arguments, at some time or once a person has approved it. For hosts
    /// that leave denied tools out of their lists as well.
    /// </summary>
    /// <param name="tool">The tool's name.</param>
    /// <param name="caller">Who asks for the list.</param>
    /// <returns><see langword="false"/> if every call is denied for the tool's name alone, or by a rule without conditions.</returns>
    bool IsCallable(string tool, in CallerContext caller);

    /// <summary>
    /// Tells that an update of the policies has changed what lists of tools show: the answers of <see cref="IsVisible"/> or
    /// <see cref="IsCallable"/>. It is raised within the update, once that is in force, so a handler must neither take long nor throw.
    /// </summary>
    event EventHandler? ListsChanged;

    /// <summary>
    /// Looks up a caller's policy and counters once, so that later calls with the returned context do not. The context
    /// follows reloads; it belongs to this evaluator, and another one ignores what was looked up.
    /// </summary>
    /// <param name="caller">The caller, typically once per session.</param>
    /// <returns>The same caller, resolved.</returns>
    CallerContext Resolve(in CallerContext caller);
}
