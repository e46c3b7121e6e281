namespace PolicyLayer.Core;

/// <summary>A caller that an evaluator has resolved. It is resolved anew when the policy set has changed.</summary>
/// <param name="owner">The evaluator; to any other, the handle says nothing.</param>
/// <param name="server">The caller's server.</param>
/// <param name="grant">The caller's grant.</param>
internal sealed class CallerHandle(PolicyEvaluator owner, string server, string grant)
{
    private ResolvedCaller? _resolved;

    internal PolicyEvaluator Owner => owner;

    // Two threads may both resolve after a reload; either result is right, and the array of counters of the other is garbage.
    internal ResolvedCaller Under(PolicySnapshot snapshot)
    {
        var resolved = Volatile.Read(ref _resolved);
        if (resolved?.Snapshot == snapshot)
            return resolved;

        resolved = new(snapshot, snapshot.Policies.Find(server, grant));
        Volatile.Write(ref _resolved, resolved);
        return resolved;
    }
}
