namespace PolicyLayer.Core;

/// <summary>
/// Which (server, grant) has which policy. A caller to whom no assignment applies has none, and is denied. Immutable and
/// safe to share.
/// </summary>
public sealed class PolicySet
{
    /// <summary>A set of assignments.</summary>
    /// <param name="assignments">The assignments, in any order.</param>
    /// <exception cref="ArgumentException">Two assignments are for the same callers, one names a grant without a server, or
    /// policies of one server use the same counter of scope <c>server</c> differently.</exception>
    public PolicySet(IEnumerable<PolicyAssignment> assignments) => throw new NotSupportedException();

    /// <summary>A set with one policy, for every caller of every server.</summary>
    /// <param name="policy">The policy.</param>
    /// <exception cref="ArgumentNullException"><paramref name="policy"/> is null.</exception>
    public PolicySet(Policy policy)
        : this([new PolicyAssignment(policy)])
    {
    }

    /// <summary>Finds the policy of a caller: that of the grant, else of the server, else of everyone.</summary>
    /// <param name="server">The server.</param>
    /// <param name="grant">The grant.</param>
    /// <returns>The policy, or <see langword="null"/> if the caller has none.</returns>
    public Policy? Find(string server, string grant) => throw new NotSupportedException(server + grant);
}
