using PolicyLayer.Core.Telemetry;

namespace PolicyLayer.Core.DependencyInjection;

/// <summary>
/// Which policies there are and who has which. Without an assignment that applies to it, a caller is denied.
/// </summary>
public sealed class PolicyLayerOptions
{
    /// <summary>
    /// The policy documents by name; names differ by more than case, as keys of configuration do. A registered
    /// <see cref="IPolicySource"/> adds its own under its name.
    /// </summary>
    public IDictionary<string, PolicyDocumentOptions> Policies { get; } =
        new Dictionary<string, PolicyDocumentOptions>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Who has which policy, in any order. The most specific assignment applies to a caller.</summary>
    public IList<PolicyAssignmentOptions> Assignments { get; } = [];

    /// <summary>
    /// Whether changes of these options and of the documents take effect while the process runs; default
    /// <see langword="true"/>. A file is looked at every two seconds. Read once at start.
    /// </summary>
    public bool ReloadOnChange { get; set; } = true;

    /// <summary>
    /// How many calls at once may wait for a person, 1 or more; default 10,000. Read once at start, and not used if an
    /// <see cref="IApprovalStore"/> is registered.
    /// </summary>
    public int MaxPendingApprovals { get; set; } = InMemoryApprovalStore.DefaultCapacity;

    /// <summary>
    /// How many of them one grant of one server may have, 1 or more; by default a tenth of <see cref="MaxPendingApprovals"/>, and 1 at
    /// least. Read once at start, and not used if an <see cref="IApprovalStore"/> is registered.
    /// </summary>
    public int? MaxPendingApprovalsPerGrant { get; set; }

    /// <summary>The bounds of the evaluator. Read once at start.</summary>
    public PolicyEvaluatorOptions Evaluator { get; } = new();

    /// <summary>What is told of decisions, and where. Read once at start.</summary>
    public DecisionEventOptions Events { get; } = new();
}
