namespace PolicyLayer.Core.Telemetry;

/// <summary>
/// Gets an event for every decision. Registered in the container, it hears of the decisions of the <see cref="IPolicyEvaluator"/>
/// that <c>AddPolicyLayer</c> makes.
/// </summary>
/// <remarks>
/// Both methods are called on the way of a call, from many threads at once, and before the call is dispatched: they must not
/// block. What they throw is counted and goes no further; it changes no decision.
/// </remarks>
public interface IDecisionSink
{
    /// <summary>
    /// Whether the sink wants to hear of decisions with an outcome. Where no sink does, no event is made. By default it wants all.
    /// </summary>
    /// <param name="outcome">What the policy says; in shadow mode, what it would have said.</param>
    /// <returns><see langword="true"/> if it does.</returns>
    bool IsEnabled(PolicyOutcome outcome) => true;

    /// <summary>Takes an event. It refers to nothing of the call and may be kept.</summary>
    /// <param name="decision">What was decided.</param>
    void Record(DecisionEvent decision);
}
