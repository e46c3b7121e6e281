namespace PolicyLayer.Core.Telemetry;

/// <summary>What is told of decisions, and where. Read once at start.</summary>
/// <remarks>Every registered <see cref="IDecisionSink"/> gets the events as well, whatever is set here.</remarks>
public sealed class DecisionEventOptions
{
    /// <summary>
    /// Whether decisions are logged under the category <c>PolicyLayer.Decisions</c>; default <see langword="false"/>. Allowed calls
    /// are logged at the level Debug, others at Information, and failures of the engine or a store at Error.
    /// </summary>
    public bool Log { get; set; }

    /// <summary>
    /// The file to which events are appended as JSON Lines; by default none. A relative path starts at the host's content root, or
    /// at the application's base directory where there is no host.
    /// </summary>
    public string? File { get; set; }

    /// <summary>
    /// Whether events hold what each rule and condition that was looked at came to, without values; default <see langword="true"/>.
    /// For this, the call is judged a second time.
    /// </summary>
    public bool Conditions { get; set; } = true;

    /// <summary>
    /// Whether events hold what a call costs where an argument says it (<c>increment_from</c>): the one value of an argument that
    /// can be in an event; default <see langword="true"/>. Without it, what is left of the counters that are charged like this is left
    /// out as well, also where another tool charges them a fixed cost, since the amount could be worked out; how long a refused call
    /// has to wait stays, and depends on the amounts.
    /// </summary>
    public bool ChargedAmounts { get; set; } = true;
}
